/** Words with which a doc comment must not begin. A doc comment names its subject: it begins with a noun or a verb. */
const RIDDLE = /^\*\s*(?:\*\s*)?(What|Whether|Whoever|Whatever|That which|Of what|So many)\b/;

/** @type {import('eslint').Rule.RuleModule} */
export const plainBeginning = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      riddle: 'Begin the comment with a plain noun or verb instead of "{{word}}": subject, verb, object.',
    },
  },
  create: ({sourceCode, report}) => ({
    Program() {
      for (const comment of sourceCode.getAllComments()) {
        const [, word] = (comment.type === 'Block' && RIDDLE.exec(comment.value)) || [];
        if (word) report({loc: comment.loc, messageId: 'riddle', data: {word}});
      }
    },
  }),
};
