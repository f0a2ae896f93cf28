import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { openTemporary } from '../../drizzle/embedded.ts'
import { migrate } from '../../drizzle/migrate.ts'

/** A PostgreSQL server for tests, and the migrated database in it that each test file gets a copy of. */
export type Ground = { url: string; template: string }

declare module 'vitest' {
  interface ProvidedContext {
    /** One for each worker: a transaction that is open anywhere in a server holds back every database's events. */
    grounds: Ground[]
  }
}

const openGround = async (given: string | undefined, name: string): Promise<Ground & AsyncDisposable> => {
  await using parts = new AsyncDisposableStack()
  const url = given ?? parts.use(await openTemporary()).url
  const admin = parts.adopt(postgres(url, { max: 1, onnotice: () => undefined }), (sql) => sql.end())
  const template = `logline_template_${process.pid}_${name}`
  await admin.unsafe(`create database ${template}`)
  parts.defer(async () => void (await admin.unsafe(`drop database if exists ${template} with (force)`)))
  await migrate(withDatabase(url, template))
  const kept = parts.move()
  return { url, template, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

/** For each worker a throw-away PostgreSQL from npm's binaries; DATABASE_URL's is one for all: `--maxWorkers 1` then. */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  const given = process.env['DATABASE_URL']
  await using parts = new AsyncDisposableStack()
  const grounds: Ground[] = []
  while (grounds.length < project.config.maxWorkers) {
    const { url, template } = parts.use(await openGround(given, `${project.name}_${grounds.length}`))
    grounds.push({ url, template })
  }
  project.provide('grounds', grounds)
  const kept = parts.move()
  return () => kept.disposeAsync()
}

export const withDatabase = (url: string, database: string): string => {
  const parsed = new URL(url)
  parsed.pathname = `/${database}`
  return parsed.href
}
