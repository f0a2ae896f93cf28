interface ImportMetaEnv {
  /** Of package.json when the pages were built. */
  readonly LOGLINE_VERSION: string
}
