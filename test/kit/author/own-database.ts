import postgres from 'postgres'
import { openTemporary, type Embedded } from '../../../drizzle/embedded.ts'
import { migrate } from '../../../drizzle/migrate.ts'
import type { OwnDatabase } from './start.ts'

const quiet = { max: 1, onnotice: () => undefined } as const

const databaseOn = (url: string, name: string): string => {
  const named = new URL(url)
  named.pathname = `/${name}`
  return named.href
}

type Server = { url: string; template: string; embedded: Embedded | null }

let opened = 0

const openServer = async (): Promise<Server> => {
  const given = process.env['DATABASE_URL']
  const embedded = given ? null : await openTemporary()
  const url = given ?? embedded!.url
  // Each its own: the one before may be about to go from the same server.
  const template = `logline_author_${process.pid}_${++opened}`
  const admin = postgres(url, quiet)
  await admin.unsafe(`create database ${template}`)
  await admin.end()
  await migrate(databaseOn(url, template))
  return { url, template, embedded }
}

const closeServer = async ({ url, template, embedded }: Server): Promise<void> => {
  if (embedded) return embedded[Symbol.asyncDispose]()
  const admin = postgres(url, quiet)
  await admin.unsafe(`drop database if exists ${template} with (force)`)
  await admin.end()
}

/** Between one test and the next PostgreSQL stays. */
const lingerMs = 1000

let server: Promise<Server> | null = null
let users = 0
let made = 0
let leaving: NodeJS.Timeout | undefined

const leave = (): void => {
  if (--users > 0) return
  leaving = setTimeout(() => {
    const left = server
    server = null
    void left?.then(closeServer)
  }, lingerMs)
}

/** A database of one's own on DATABASE_URL's server, or on a PostgreSQL to throw away that the tests of a file share. */
export const openDatabase = async (): Promise<OwnDatabase> => {
  clearTimeout(leaving)
  users++
  try {
    server ??= openServer()
    const { url, template } = await server
    const name = `${template}_${++made}`
    const admin = postgres(url, quiet)
    await admin.unsafe(`create database ${name} template ${template}`)
    return {
      url: databaseOn(url, name),
      async [Symbol.asyncDispose]() {
        await admin.unsafe(`drop database if exists ${name} with (force)`)
        await admin.end()
        leave()
      },
    }
  } catch (error) {
    server = null
    leave()
    throw error
  }
}
