import { createRowCount, type ExportFormat } from './export-rows.ts'

export type ExportProgress = { readonly rows: number; readonly total: number | null }

const firstLine = async (response: Response): Promise<string> => (await response.text()).split('\n')[0]?.trim() ?? ''

/**
 * Reads an export to its end.
 * @throws with words for people when it is refused, or breaks off: half of it is never taken for the whole
 */
export const readExport = async (
  address: string,
  format: ExportFormat,
  { signal, progress }: { signal: AbortSignal; progress: (progress: ExportProgress) => void },
): Promise<Blob> => {
  const response = await fetch(address, { signal }).catch((error: unknown) => {
    if (signal.aborted) throw error
    throw new Error('The server cannot be reached.')
  })
  if (!response.ok) throw new Error((await firstLine(response)) || `The server answered ${response.status}.`)
  const header = response.headers.get('x-total-count')
  const total = header === null ? null : Number(header)
  const count = createRowCount(format)
  const decoder = new TextDecoder()
  const pieces: Uint8Array<ArrayBuffer>[] = []
  const reader = response.body?.getReader()
  const brokeOff = () => new Error(`The connection broke after ${count.rows()} of ${total ?? 'unknown'} rows.`)
  for (;;) {
    const piece = await reader?.read().catch((error: unknown) => {
      throw signal.aborted ? error : brokeOff()
    })
    if (!piece || piece.done) break
    pieces.push(piece.value)
    count.add(decoder.decode(piece.value, { stream: true }))
    progress({ rows: count.rows(), total })
  }
  // Nothing came of nothing: an empty list of JSON is one line.
  if (total !== null && total > 0 && count.rows() !== total) throw brokeOff()
  return new Blob(pieces, { type: response.headers.get('content-type') ?? 'text/plain' })
}

/** Hands a file to the browser, to be saved. */
export const saveFile = (file: Blob, name: string): void => {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
