// node test/bench/brewer-crash.ts [--crashes 40] [--seed 1]: PostgreSQL ends at random moments of an intake of Brewer files; what is kept in the end is held against an intake without.
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openBrewerCrashes } from '../resilience/brewer-crash.ts'

const { values: flags } = parseArgs({ options: { crashes: { type: 'string', default: '40' }, seed: { type: 'string', default: '1' } } })
const signal = new AbortController().signal

let state = Number(flags.seed)
/** 0 to 1, the same each time. */
const random = (): number => {
  state = (state * 1_103_515_245 + 12_345) % 2 ** 31
  return state / 2 ** 31
}

await using crashes = await openBrewerCrashes({ brewers: 6, days: 8 })
type Brewer = Awaited<ReturnType<typeof crashes.open>>

const ways = {
  poll: async ({ service }: Brewer) => void (await service.poll(signal)),
  /** In turn, as `logline ingest` does; those that were not acknowledged are sent again the next time, as all are. */
  upload: async ({ take }: Brewer) => {
    for (const { name, bytes } of crashes.files) if ((await take(name, bytes)) !== 200) throw new Error(`${name} was refused`)
  },
}

const whole = new Map<keyof typeof ways, { kept: string[][]; ms: number }>()
for (const way of ['poll', 'upload'] as const) {
  const url = await crashes.makeDatabase()
  await using brewer = await crashes.open(url)
  const began = performance.now()
  await ways[way](brewer)
  await brewer.service.keepState(signal)
  whole.set(way, { kept: await crashes.kept(url), ms: performance.now() - began })
}

const counted = { crashes: 0, interrupted: 0, lost: 0, different: 0 }
for (let round = 0; counted.crashes < Number(flags.crashes); round++) {
  const way = round % 2 === 0 ? 'poll' : 'upload'
  const { kept, ms } = whole.get(way)!
  const url = await crashes.makeDatabase()
  for (let times = 1 + Math.floor(random() * 3); times > 0; times--) {
    await using brewer = await crashes.open(url)
    const work = ways[way](brewer).then(() => 'DONE', () => 'INTERRUPTED')
    await wait(random() * ms)
    crashes.crash()
    counted.crashes++
    if ((await work) === 'INTERRUPTED') counted.interrupted++
    await crashes.back()
    const lost = await crashes.lost(url)
    counted.lost += lost.length
    if (lost.length > 0) console.error(`round ${round}, ${way}: noted and lost: ${lost.join(', ')}`)
  }
  await using brewer = await crashes.open(url)
  await ways[way](brewer)
  // As a server does each minute.
  await brewer.service.keepState(signal)
  const after = await crashes.kept(url)
  if (JSON.stringify(after) !== JSON.stringify(kept)) {
    counted.different++
    after.forEach((rows, index) => {
      const other = [...rows.filter((row) => !kept[index]!.includes(row)).map((row) => `+ ${row}`), ...kept[index]!.filter((row) => !rows.includes(row)).map((row) => `- ${row}`)]
      for (const row of other.slice(0, 3)) console.error(`round ${round}, ${way}: ${row.slice(0, 300)}`)
    })
  }
}
console.log(`${crashes.files.length} files; ${JSON.stringify(counted)}`)
if (counted.lost + counted.different > 0) process.exitCode = 1
