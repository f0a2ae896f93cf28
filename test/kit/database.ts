import postgres from 'postgres'
import { inject } from 'vitest'
import { connect, type Database } from '../../drizzle/database.ts'
import { withDatabase } from './setup.ts'

export type TestDatabase = Database & { url: string }

let made = 0

/** A migrated database of one's own, copied from the template in some 30 ms and dropped at the end. */
export const createDatabase = async (): Promise<TestDatabase> => {
  const { url, template } = inject('grounds')[Number(process.env['VITEST_POOL_ID']) - 1]!
  const name = `logline_test_${process.pid}_${++made}`
  const admin = postgres(url, { max: 1, onnotice: () => undefined })
  await admin.unsafe(`create database ${name} template ${template}`)
  const database = connect(withDatabase(url, name))
  return {
    ...database,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      await admin.unsafe(`drop database if exists ${name} with (force)`)
      await admin.end()
    },
  }
}
