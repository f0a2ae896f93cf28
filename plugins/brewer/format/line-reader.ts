/** Reads one kind of file, line by line. The bytes are there only until `line` returns. */
export type LineReader = {
  line(bytes: Buffer, start: number, end: number, line: number, offset: number): void
  tooLong(line: number, offset: number, length: number): void
  end(): void
}
