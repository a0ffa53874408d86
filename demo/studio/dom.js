/** One element by its id. */
export function find(id) {
  return document.getElementById(id);
}

/** Makes an element. Children that are no nodes become text: nothing from a room or a server is markup here. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes('-') || name === 'role') element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children);
  return element;
}

/** An address that may be shown or followed: `https:`, or `http:` on this machine. */
export function safeAddress(text) {
  try {
    const {protocol, hostname, href} = new URL(text);
    const local = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
    return protocol === 'https:' || (protocol === 'http:' && local) ? href : '';
  } catch {
    return ''; // No address.
  }
}

/** Asks before what cannot be taken back. Resolves with whether to go on. */
export function ask(text, yes) {
  const dialog = find('question');
  find('question-text').textContent = text;
  find('question-yes').textContent = yes;
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), {once: true});
  });
}
