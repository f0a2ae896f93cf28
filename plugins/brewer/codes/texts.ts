/**
 * What the program prints, by code: regular expressions for a text in lower case with single blanks, its routine cut off.
 * Wordings of the corpus first, then others that the manual or older programs have; numbers and punctuation vary.
 */
export const texts: Readonly<Record<number, readonly string[]>> = {}
