/** Hands a text to the reader as a file. */
export const saveText = (name: string, type: string, text: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken it by then; until it has, the address must hold.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

const typeRef = (depth: number): string =>
  depth === 0 ? 'kind name' : `kind name ofType { ${typeRef(depth - 1)} }`

/** The standard introspection, as generators of clients read it. */
export const introspection = `query IntrospectionQuery {
  __schema {
    description
    queryType { name }
    mutationType { name }
    subscriptionType { name }
    types { ...FullType }
    directives { name description isRepeatable locations args(includeDeprecated: true) { ...InputValue } }
  }
}
fragment FullType on __Type {
  kind name description specifiedByURL
  fields(includeDeprecated: true) {
    name description args(includeDeprecated: true) { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason
  }
  inputFields(includeDeprecated: true) { ...InputValue }
  interfaces { ...TypeRef }
  enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
  possibleTypes { ...TypeRef }
}
fragment InputValue on __InputValue {
  name description type { ...TypeRef } defaultValue isDeprecated deprecationReason
}
fragment TypeRef on __Type { ${typeRef(7)} }
`

/** @throws with the server's words when it refuses */
export const readIntrospection = async (url: string): Promise<string> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query: introspection }),
  })
  const answer = (await response.json()) as { data?: unknown; errors?: { message: string }[] }
  if (!answer.data) throw new Error(answer.errors?.[0]?.message ?? `The server answered ${response.status}`)
  return `${JSON.stringify({ data: answer.data }, null, 2)}\n`
}
