/** Message priorities, from the most to the least important. REST has no `Lowest`. */
export const PRIORITIES = ['High', 'Normal', 'Low', 'Lowest'] as const;

export type Priority = (typeof PRIORITIES)[number];
