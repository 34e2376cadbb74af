type Tree = { [key: string]: string | Tree };

/** Every sentence of a file of words with its key: "map.title". */
export const leaves = (tree: object, path = ''): [string, string][] =>
  Object.entries(tree as Tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : leaves(value, `${path}${key}.`),
  );

/** The {values} that a sentence takes, sorted. */
export const slots = (sentence: string): string[] => [...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort();
