/**
 * A part of the pages could not be fetched: without a line, or since the server has newer pages than this window. A
 * browser doesn't ask again for a module that it didn't get: only loading the page again helps.
 */
export const isUnfetched = (error: unknown): boolean =>
  error instanceof TypeError && /dynamically imported module|module script|preload/i.test(error.message)
