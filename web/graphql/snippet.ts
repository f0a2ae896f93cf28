/** An operation as a program outside would send it. */
export type Asked = {
  /** Of the endpoint: `https://logline.example.org/graphql`. */
  url: string
  document: string
  variables?: Readonly<Record<string, unknown>> | undefined
  /** Answers come one by one, as server-sent events. */
  isSubscription?: boolean | undefined
}

/** In words that programs can be told apart by. */
export const snippetKinds = ['curl', 'python', 'javascript'] as const
export type SnippetKind = (typeof snippetKinds)[number]

export const snippetNames: Record<SnippetKind, string> = { curl: 'curl', python: 'Python', javascript: 'JavaScript' }

const hasVariables = ({ variables = {} }: Asked) => Object.keys(variables).length > 0

const bodyOf = (asked: Asked): object => ({
  query: asked.document.trim(),
  ...(hasVariables(asked) && { variables: asked.variables }),
})

const accepts = ({ isSubscription }: Asked) => (isSubscription ? 'text/event-stream' : 'application/json')

/** For a POSIX shell; the token is that of LOGLINE_TOKEN, if it is set. */
const toCurl = (asked: Asked): string => {
  // curl sends no header that is empty: without a token it asks as nobody.
  const parts = [
    `curl -sS${asked.isSubscription ? 'N' : ''} '${asked.url.replaceAll("'", `'\\''`)}'`,
    `-H 'content-type: application/json'`,
    `-H 'accept: ${accepts(asked)}'`,
    '-H "authorization: ${LOGLINE_TOKEN:+Bearer $LOGLINE_TOKEN}"',
    `--data-binary '${JSON.stringify(bodyOf(asked)).replaceAll("'", `'\\''`)}'`,
  ]
  return `${parts.join(' \\\n  ')}\n`
}

const indented = (text: string, depth: number) => '    '.repeat(depth) + text

/** A JSON value as Python writes it. */
const toPythonValue = (value: unknown, depth = 0): string => {
  if (value === null || value === undefined) return 'None'
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (typeof value !== 'object') return JSON.stringify(value)
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  const items = Array.isArray(value)
    ? value.map((item) => toPythonValue(item, depth + 1))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${toPythonValue(item, depth + 1)}`)
  if (items.length === 0) return `${open}${close}`
  return `${open}\n${items.map((item) => indented(`${item},\n`, depth + 1)).join('')}${indented(close!, depth)}`
}

/** For Python 3, with nothing to install. */
const toPython = (asked: Asked): string => {
  const document = asked.document.trim().replaceAll('\\', '\\\\').replaceAll('"""', '\\"\\"\\"')
  const read = asked.isSubscription
    ? `with urllib.request.urlopen(request) as response:
    for line in response:
        if line.startswith(b"data: {"):
            print(json.loads(line[6:]))`
    : `with urllib.request.urlopen(request) as response:
    print(json.dumps(json.load(response), indent=2))`
  return `import json
import os
import urllib.request

query = """
${document}
"""
variables = ${toPythonValue(asked.variables ?? {})}

headers = {"content-type": "application/json", "accept": "${accepts(asked)}"}
if token := os.environ.get("LOGLINE_TOKEN"):
    headers["authorization"] = f"Bearer {token}"
request = urllib.request.Request(
    ${JSON.stringify(asked.url)},
    data=json.dumps({"query": query, "variables": variables}).encode(),
    headers=headers,
)
${read}
`
}

/** A module for Node or a browser, with nothing to install. */
const toJavaScript = (asked: Asked): string => {
  const document = asked.document.trim().replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')
  const read = asked.isSubscription
    ? `let text = ''
for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
  const lines = (text + chunk).split('\\n')
  text = lines.pop()
  for (const line of lines) if (line.startsWith('data: {')) console.dir(JSON.parse(line.slice(6)), { depth: null })
}`
    : `console.log(JSON.stringify(await response.json(), null, 2))`
  return `const query = \`
${document}
\`
const variables = ${JSON.stringify(asked.variables ?? {}, null, 2)}

const token = globalThis.process?.env.LOGLINE_TOKEN
const response = await fetch(${JSON.stringify(asked.url)}, {
  method: 'POST',
  headers: {
    'content-type': 'application/json',
    accept: '${accepts(asked)}',
    ...(token && { authorization: \`Bearer \${token}\` }),
  },
  body: JSON.stringify({ query, variables }),
})
${read}
`
}

const writers: Record<SnippetKind, (asked: Asked) => string> = {
  curl: toCurl,
  python: toPython,
  javascript: toJavaScript,
}

/** A program that asks the same, to be pasted as it is. A token is read from LOGLINE_TOKEN, never written into it. */
export const toSnippet = (kind: SnippetKind, asked: Asked): string => writers[kind](asked)
