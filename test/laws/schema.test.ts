import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import * as graphqlEslint from '@graphql-eslint/eslint-plugin'
import { ESLint, type Linter } from 'eslint'
import {
  buildSchema, getIntrospectionQuery, graphqlSync, isEnumType, isInputObjectType, isInterfaceType, isObjectType, isSpecifiedScalarType, lexicographicSortSchema, printSchema,
  type GraphQLArgument, type GraphQLField, type GraphQLInputField,
} from 'graphql'
import { describe, expect, it } from 'vitest'
import { printed } from '../../schema/print.ts'
import { createSchema } from '../../schema/schema.ts'

const schema = createSchema({ version: '', startedAt: '', experimentZone: '', node: '', postgres: '' })
const file = new URL('../../schema/schema.graphql', import.meta.url)
const argumentsOf = (field: GraphQLField<unknown, unknown> | GraphQLInputField): readonly GraphQLArgument[] => ('args' in field ? field.args : [])
const types = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type))

describe('schema.graphql', () => {
  it('is printed from the schema as it is: npm run schema:print', () => {
    expect(readFileSync(file, 'utf8')).toBe(printed())
  })

  it('builds the same schema again', () => {
    expect(printSchema(lexicographicSortSchema(buildSchema(readFileSync(file, 'utf8'))))).toBe(printed().trim())
  })

  it('follows Relay: connections, edges, page info, arguments, global ids', async () => {
    const rules: Linter.RulesRecord = {
      'graphql/relay-arguments': 'error', 'graphql/relay-connection-types': 'error', 'graphql/relay-page-info': 'error',
      // Plain lists and the `nodes` beside the edges are no offence.
      'graphql/relay-edge-types': ['error', { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: true, withEdgeSuffix: true }],
    }
    const lint = async (text: string) => {
      const eslint = new ESLint({
        overrideConfigFile: true,
        overrideConfig: [{
          files: ['**/*.graphql'], plugins: { graphql: graphqlEslint as never }, rules,
          languageOptions: { parser: graphqlEslint.parser as never, parserOptions: { graphQLConfig: { schema: text } } },
        }],
      })
      const results = await eslint.lintText(text, { filePath: 'schema.graphql' })
      return results.flatMap(({ messages }) => messages.map(({ ruleId, line, message }) => `${line} ${ruleId}: ${message}`))
    }
    const text = readFileSync(file, 'utf8')
    expect(await lint(text)).toEqual([])
    // The rules are awake.
    expect((await lint(text.replace('endCursor: String\n', ''))).length).toBeGreaterThan(0)
  })
})

describe('every type', () => {
  it('and every field, argument and value of it is described', () => {
    const silent = types.flatMap((type) => [
      ...(type.description ? [] : [type.name]),
      ...(isEnumType(type) ? type.getValues().filter(({ description }) => !description).map(({ name }) => `${type.name}.${name}`) : []),
      ...(isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)
        ? Object.values(type.getFields()).flatMap((field) => [
            ...(field.description ? [] : [`${type.name}.${field.name}`]),
            ...argumentsOf(field).filter(({ description }) => !description).map(({ name }) => `${type.name}.${field.name}(${name})`),
          ])
        : []),
    ])
    expect(silent).toEqual([])
  })

  it('is named as the conventions say', () => {
    for (const type of types) {
      expect(type.name).toMatch(/^[A-Z][A-Za-z0-9]*$/)
      if (isEnumType(type)) for (const { name } of type.getValues()) expect(`${type.name}.${name}`).toMatch(/^\w+\.[A-Z][A-Z0-9_]*$/)
      if (isObjectType(type) || isInputObjectType(type)) for (const name of Object.keys(type.getFields())) expect(`${type.name}.${name}`).toMatch(/^\w+\.[a-z][A-Za-z0-9]*$/)
    }
  })
})

/** A Python that has graphql-core 3.2, or why there is none. */
const findPython = (): { command: string } | { missing: string } => {
  const seen: string[] = []
  for (const command of ['python3', '/usr/bin/python3']) {
    const { status, stdout } = spawnSync(command, ['-c', 'import graphql; print(graphql.version)'], { encoding: 'utf8' })
    const version = status === 0 ? stdout.trim() : 'none'
    if (version.startsWith('3.2.')) return { command }
    seen.push(`${command}: ${version}`)
  }
  return { missing: `no Python with graphql-core 3.2 (${seen.join(', ')})` }
}

const python = findPython()

describe('Python\'s graphql-core 3.2', () => {
  it.skipIf('missing' in python)(`builds the schema from our introspection${'missing' in python ? ` – ${python.missing}` : ''}`, () => {
    if ('missing' in python) return
    const { data } = graphqlSync({ schema, source: getIntrospectionQuery({ descriptions: true, specifiedByUrl: true, inputValueDeprecation: true, schemaDescription: true, directiveIsRepeatable: true }) })
    const program = 'import sys, json, graphql\nschema = graphql.build_client_schema(json.load(sys.stdin))\nerrors = graphql.validate_schema(schema)\nassert not errors, errors\nprint(graphql.print_schema(graphql.lexicographic_sort_schema(schema)))'
    const text = execFileSync(python.command, ['-c', program], { input: JSON.stringify(data), encoding: 'utf8', maxBuffer: 2 ** 26 })
    expect(text).toContain('type Query {')
    expect(buildSchema(text).getType('RunConnection')).toBeDefined()
  })
})
