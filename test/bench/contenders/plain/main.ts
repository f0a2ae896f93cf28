// The floor: flat statements through postgres.js, names from memory, JSON put together by hand, on bare node:http.
// No schema, no selection, no rights, no limits: nobody who reads the same rows and writes the same text gets below it.
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect, type Reader } from '../../../../drizzle/database.ts'
import { answerParent } from '../../child.ts'
import { createFillAnswer } from './fill.ts'
import { createListAnswers } from './list.ts'
import { createRunAnswer } from './run.ts'
import type { Names } from './write.ts'

type Question<Name> = { question: Name; variables: never }

const namesOf = async (reader: Reader, table: string, column: string): Promise<ReadonlyMap<number, string>> =>
  new Map((await reader.values(`select id, ${column} from ${table}`)).map(([id, name]) => [Number(id), String(name)]))

const loadNames = async (reader: Reader): Promise<Names> => ({
  detectors: await namesOf(reader, 'detector', 'name'),
  types: await namesOf(reader, 'run_type', 'name'),
  periods: await namesOf(reader, 'period', 'name'),
  tags: await namesOf(reader, 'tag', 'text'),
  colors: await namesOf(reader, 'tag', `coalesce(color, '')`),
})

const bodyOf = (request: IncomingMessage): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => void (text += chunk))
    request.on('end', () => resolve(text))
    request.on('error', reject)
  })

answerParent({
  open: async (databaseUrl: string) => {
    const { reader } = connect(databaseUrl)
    const names = await loadNames(reader)
    const answers = {
      ...createListAnswers(reader, names),
      run: createRunAnswer(reader, names),
      fill: createFillAnswer(reader, names),
    }
    const answer = async (request: IncomingMessage): Promise<string> => {
      const { question, variables } = JSON.parse(await bodyOf(request)) as Question<keyof typeof answers>
      return answers[question](variables)
    }
    const server = createServer((request, response) => {
      answer(request).then(
        (text) => {
          response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
          response.end(text)
        },
        (error: unknown) => response.writeHead(500).end(String(error)),
      )
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }
  },
})
