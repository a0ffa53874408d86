/** Terms of join notices. They load with the chunk that shows the notices. */
export interface ArrivingWords {
  /** @param others How many came with them, lately. */
  readonly arrived: (name: string, others: number) => string;
}

const en: ArrivingWords = {
  arrived: (name, others) => {
    if (!others) return `${name} joined`;
    return others === 1 ? `${name} and one other joined` : `${name} and ${others} others joined`;
  },
};

const zhCN: ArrivingWords = {
  arrived: (name, others) => (others ? `${name} 等 ${others + 1} 人来了` : `${name} 来了`),
};

export function arrivingWords(lang: string): ArrivingWords {
  return /^zh\b/i.test(lang) ? zhCN : en;
}
