import { systemActor } from '../domain/actor.ts'
import type { Domain } from '../domain/domain.ts'
import type { Log } from '../log.ts'
import { makeCampaign } from './campaign.ts'
import { makeInstruments } from './instruments.ts'

const actor = systemActor('demo')

/** Puts a small made-up campaign into a database that holds nothing, so that a newcomer sees something. */
export const loadDemo = async ({ runs, fills, environments, instruments, measurements, clock }: Domain, log: Log): Promise<boolean> => {
  const [runCount, fillCount] = await Promise.all([runs.read.count(null), fills.read.count(null)])
  if (runCount + fillCount > 0) return false
  const campaign = makeCampaign(clock.now())
  const parts = [
    [environments.ingest, campaign.environments, 'environments'],
    [fills.ingest, campaign.fills, 'fills'],
    [runs.ingest, campaign.runs, 'runs'],
  ] as const
  for (const [ingest, items, name] of parts) {
    const { value, faults } = await ingest({ idempotencyKey: `demo ${name}`, items: items as never }, actor)
    const refused = [...faults, ...(value ?? []).flatMap((item) => item.faults)]
    if (refused.length > 0) throw new Error(`the demo campaign was refused: ${refused[0]!.message}`)
  }
  for (const { report, data, ...input } of makeInstruments(clock.now())) {
    await instruments.create(input, actor)
    await instruments.reportStatus({ name: input.name, ...report }, actor)
    const { value, faults } = await measurements.ingest({ idempotencyKey: `demo ${input.name}`, items: data }, actor)
    const refused = [...faults, ...(value ?? []).flatMap((item) => item.faults)]
    if (refused.length > 0) throw new Error(`the demo's ${input.name} was refused: ${refused[0]!.message}`)
  }
  log.info({ runs: campaign.runs.length, fills: campaign.fills.length }, 'a made-up campaign was loaded: the database was empty (LOGLINE_DEMO=off leaves it so)')
  return true
}
