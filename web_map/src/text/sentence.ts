/** A reason as a sentence of its own: its first letter is a capital. */
export const sentence = (reason: string): string => reason.charAt(0).toLocaleUpperCase('vi') + reason.slice(1);

/** Words that begin like a sentence, to stand within one. */
export const within = (words: string): string => words.charAt(0).toLocaleLowerCase('vi') + words.slice(1);
