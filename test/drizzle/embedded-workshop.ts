import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import postgres from 'postgres'
import { runs } from '../../drizzle/embedded/process.ts'

export const launcher = new URL('../../drizzle/embedded.ts', import.meta.url).href

export const until = async (holds: () => boolean | Promise<boolean>, what: () => string): Promise<void> => {
  for (const end = performance.now() + 45_000; performance.now() < end; await delay(20)) if (await holds()) return
  throw new Error(`It never came true that ${what()}`)
}

/** The rows of one statement, on a connection of its own. */
export const ask = async (url: string, text: string): Promise<Record<string, unknown>[]> => {
  const client = postgres(url, { max: 1, onnotice: () => undefined, fetch_types: false })
  try {
    return await client.unsafe(text)
  } finally {
    await client.end({ timeout: 1 })
  }
}

/** What a launcher says, apart from where it puts its programs in a clone that only root may enter. */
export const createNotes = () => {
  const told: string[] = []
  const log = (message: string): void => {
    if (!message.startsWith('copied ')) told.push(message)
  }
  return { told, log }
}

export const postmasterFile = (directory: string): string => join(directory, 'postgres', 'postmaster.pid')

export const postmasterOf = (directory: string): number =>
  Number(readFileSync(postmasterFile(directory), 'utf8').split('\n')[0])

/** What the other process says, a line of JSON each. */
export type Fact = {
  started?: boolean
  url?: string
  closed?: boolean
  row?: number
  code?: string
  message?: string
}

export type Other = {
  child: ChildProcess
  facts: Fact[]
  /** That it has opened the data, or why it could not. */
  opened: () => Promise<Fact>
  /** Lets it let go, and waits for its end. */
  close: () => Promise<void>
  kill: () => Promise<void>
}

const program = (directory: string, does: string): string => `
  import { openEmbedded } from ${JSON.stringify(launcher)}
  import postgres from ${JSON.stringify(import.meta.resolve('postgres'))}
  const say = (fact) => console.log(JSON.stringify(fact))
  try {
    const embedded = await openEmbedded({ directory: ${JSON.stringify(directory)} })
    ${does}
    say({ started: embedded.started, url: embedded.url })
    process.stdin.resume().on('end', async () => {
      await embedded[Symbol.asyncDispose]()
      say({ closed: true })
    })
  } catch (error) {
    say({ code: error.code, message: error.message })
  }
`

/** For `does`: writes rows one by one for ever, and says each when the database has acknowledged it. */
export const writesRows = `
  const client = postgres(embedded.url, { max: 1, onnotice: () => undefined, fetch_types: false })
  await client.unsafe('drop table if exists said; create table said (row int primary key)')
  void (async () => {
    for (let row = 1; ; row++) {
      await client.unsafe('insert into said values (' + row + ')')
      say({ row })
    }
  })().catch(() => undefined)
`

export const lastRow = (other: Other): number => Math.max(0, ...other.facts.map((fact) => fact.row ?? 0))

/** A folder for data, and other processes that work on them; what a failed test leaves running, `tidy` ends. */
export const createWorkshop = () => {
  const folder = mkdtempSync(join(tmpdir(), 'logline-embedded-test-'))
  const children: ChildProcess[] = []

  const kill = async (child: ChildProcess): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  const follow = (child: ChildProcess): ChildProcess => {
    children.push(child)
    return child
  }

  /** Another process: opens the data, does something with `embedded`, and lets go when told to. */
  const another = (directory: string, { does = '', uid }: { does?: string; uid?: number } = {}): Other => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', program(directory, does)], {
      stdio: ['pipe', 'pipe', 'inherit'],
      ...(uid === undefined ? {} : { uid, gid: uid, cwd: '/' }),
    })
    follow(child)
    const facts: Fact[] = []
    createInterface({ input: child.stdout }).on('line', (line) => facts.push(JSON.parse(line) as Fact))
    const fact = async (is: (fact: Fact) => boolean): Promise<Fact> => {
      await until(() => facts.some(is), () => `the other process said so; it said ${JSON.stringify(facts)}`)
      return facts.find(is) ?? {}
    }
    return {
      child,
      facts,
      opened: () => fact(({ url, code }) => url !== undefined || code !== undefined),
      close: async () => {
        const ended = once(child, 'exit')
        child.stdin.end()
        await fact(({ closed }) => closed === true)
        await ended
      },
      kill: () => kill(child),
    }
  }

  const tidy = async (): Promise<void> => {
    for (const child of children.splice(0)) await kill(child)
    for (const entry of readdirSync(folder)) {
      const file = postmasterFile(join(folder, entry))
      const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0
      if (pid === 0 || !runs(pid)) continue
      process.kill(pid, 'SIGQUIT')
      await until(() => !runs(pid), () => 'PostgreSQL ended')
    }
  }

  return { folder, another, follow, tidy, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
