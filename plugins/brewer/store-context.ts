import type { PluginDatabase } from '../api/index.ts'
import { numberArray } from '../api/list.ts'
import type { BrewerAnswers, ContextLine } from './answers.ts'
import { linesAround } from './context-lines.ts'
import { unpack } from './store-file.ts'

/** The records of files as they stand there. */
export const createContext = ({ reader }: { reader: PluginDatabase['reader'] }) => ({
  context: async (files, around) => {
    const rows = await reader.rows<{ id: number; content: Uint8Array }>('select id::int as id, content from brewer.file where id = any($1::bigint[])', [numberArray(files)])
    const found = new Map<number, ContextLine[]>()
    for (const { id, content } of rows) found.set(id, linesAround(await unpack(content), around))
    return found
  },
} satisfies Pick<BrewerAnswers, 'context'>)
