/** A reason as a sentence of its own: its first letter is a capital. */
export const sentence = (reason: string): string => reason.charAt(0).toLocaleUpperCase('vi') + reason.slice(1);
