import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { openTemporary } from '../../drizzle/embedded.ts'
import { migrate } from '../../drizzle/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL server for tests, and the migrated database that each test file gets a copy of. */
    postgres: { url: string; template: string }
  }
}

/** One PostgreSQL for the whole suite: DATABASE_URL's, or a throw-away one from npm's binaries. */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  const given = process.env['DATABASE_URL']
  const embedded = given ? null : await openTemporary()
  const url = given ?? embedded!.url
  const template = `logline_template_${process.pid}_${project.name}`
  const admin = postgres(url, { max: 1, onnotice: () => undefined })
  await admin.unsafe(`create database ${template}`)
  await migrate(withDatabase(url, template))
  project.provide('postgres', { url, template })
  return async () => {
    await admin.unsafe(`drop database if exists ${template} with (force)`)
    await admin.end()
    await embedded?.[Symbol.asyncDispose]()
  }
}

export const withDatabase = (url: string, database: string): string => {
  const parsed = new URL(url)
  parsed.pathname = `/${database}`
  return parsed.href
}
