import type { Client, Loose } from './client.ts'

export type Payload = { run: Loose; userErrors: { code: string; path: string[]; message: string }[] }

/** Calls a verb of the run, and gives its payload with the run as `fields` ask. */
export const callRun = async (client: Client, verb: string, input: object, fields = 'number'): Promise<Payload> => {
  const type = `${verb[0]!.toUpperCase()}${verb.slice(1)}Input`
  const query = `mutation ($input: ${type}!) { payload: ${verb}(input: $input) { run { ${fields} } userErrors { code path message } } }`
  return (await client.get<{ payload: Payload }>(query, { input })).payload
}

/** The errors of a payload as `CODE path.to.it`. */
export const codesOf = ({ userErrors }: { userErrors: { code: string; path: string[] }[] }): string[] =>
  userErrors.map(({ code, path }) => `${code} ${path.join('.')}`.trim())

export const readRun = async (client: Client, number: number, fields: string): Promise<Loose> =>
  (await client.get(`{ run(number: ${number}) { ${fields} } }`)).run
