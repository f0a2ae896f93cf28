/** A view as a question to the API. */
export type Question = {
  /** Of the server: `http://127.0.0.1:4000`. */
  readonly origin: string
  /** `runs`, with the types of its arguments. */
  readonly field: string
  readonly filterType: string
  readonly orderType: string
  /** What is asked of each row: `number`, `fill { number }`. */
  readonly asks: readonly string[]
  readonly filter: unknown
  readonly orderBy: unknown
}

const usualFirst = 100

/** The query, with variables for which rows, in which order, how many and after which. */
export const toQuery = ({ field, filterType, orderType, asks }: Question): string => {
  const name = field.charAt(0).toUpperCase() + field.slice(1)
  const rows = [...new Set(asks)].map((one) => `      ${one}`).join('\n')
  return `query ${name}($filter: ${filterType}, $orderBy: ${orderType}, $first: Int, $after: String) {
  ${field}(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount
    nodes {
${rows}
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`
}

const variablesOf = ({ filter, orderBy }: Question, first: number) => ({ filter, orderBy, first })

/** The query and its variables, for GraphiQL. */
export const toGraphql = (question: Question): string =>
  `${toQuery(question)}\n\n# Variables:\n${JSON.stringify(variablesOf(question, usualFirst), null, 2).replaceAll(/^/gm, '# ')}\n`

/** Within single quotes a shell takes all but the quote as it is. */
const quoteForShell = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

/** A line for a shell. Takes a token from $LOGLINE_TOKEN where one is needed. */
export const toCurl = (question: Question): string => {
  const body = JSON.stringify({ query: toQuery(question), variables: variablesOf(question, usualFirst) }, null, 1)
  return `curl -sS ${quoteForShell(`${question.origin}/graphql`)} \\
  -H 'content-type: application/json' \${LOGLINE_TOKEN:+-H "authorization: Bearer $LOGLINE_TOKEN"} \\
  --data-binary ${quoteForShell(body)}
`
}

/** JSON's text is Python's too, as long as it is ASCII. */
const toPythonText = (text: string) => JSON.stringify(text).replaceAll(/[\u007f-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** A program that reads all pages and prints a row a line; needs Python's own library only. */
export const toPython = (question: Question): string => `import json
import os
import urllib.request

URL = ${toPythonText(`${question.origin}/graphql`)}
QUERY = """
${toQuery(question)}
"""
VARIABLES = json.loads(${toPythonText(JSON.stringify(variablesOf(question, 1000)))})


def ask(variables):
    headers = {"content-type": "application/json"}
    if os.environ.get("LOGLINE_TOKEN"):
        headers["authorization"] = "Bearer " + os.environ["LOGLINE_TOKEN"]
    body = json.dumps({"query": QUERY, "variables": variables}).encode()
    with urllib.request.urlopen(urllib.request.Request(URL, body, headers)) as response:
        answer = json.load(response)
    if answer.get("errors"):
        raise SystemExit(answer["errors"][0]["message"])
    return answer["data"]["${question.field}"]


def rows():
    after = None
    while True:
        page = ask({**VARIABLES, "after": after})
        yield from page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return
        after = page["pageInfo"]["endCursor"]


for row in rows():
    print(json.dumps(row))
`
