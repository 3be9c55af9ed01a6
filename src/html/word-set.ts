/** The words of a list that spaces part, as a set. */
export const wordSet = (list: string): ReadonlySet<string> => new Set(list.split(' '));
