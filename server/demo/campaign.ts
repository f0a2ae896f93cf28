import type { EnvironmentInput } from '../domain/environment-write.ts'
import type { EnvironmentStatus } from '../domain/environment-history.ts'
import type { FillInput } from '../domain/fill-write.ts'
import type { RunInput } from '../domain/run-input.ts'

export type Campaign = { fills: FillInput[]; runs: RunInput[]; environments: EnvironmentInput[] }

const minute = 60_000
const hour = 60 * minute
const fillCount = 6
// Far from any number that a machine or an experiment has given: real data can be brought in beside the demo.
const firstFill = 99_001
const firstRun = 990_101

const detectors = ['CPV', 'EMC', 'FDD', 'FT0', 'FV0', 'HMP', 'ITS', 'MCH', 'MFT', 'MID', 'PHS', 'TOF', 'TPC', 'TRD', 'ZDC']
const shifters = ['Ada Lund', 'Bao Tran', 'Chiara Rossi', 'Dmitri Volkov', 'Elena Ortiz', 'Femi Adeyemi']

/** Numbers that look random and are the same each time: the demo is one story. */
const createDice = (seed: number) => {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return {
    between: (low: number, high: number) => low + next() * (high - low),
    chance: (probability: number) => next() < probability,
    pick: <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)]!,
    word: (length: number) => Array.from({ length }, () => 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789'[Math.floor(next() * 56)]).join(''),
  }
}

const iso = (ms: number) => new Date(Math.round(ms / 1000) * 1000).toISOString()

const conditions = {
  dcs: true, dataDistribution: true, epn: true, trigger: 'CTP', processingMode: 'processing', workflowParameters: 'QC,CTF', pdpBeamType: 'pp',
} as const

/**
 * Three days of a made-up experiment that end now: six fills with physics runs, calibrations between them, a detector
 * that gives trouble, and a run that goes on.
 * @param now epoch ms
 */
export const makeCampaign = (now: number): Campaign => {
  const dice = createDice(20_221)
  const campaign: Campaign = { fills: [], runs: [], environments: [] }
  let number = firstRun

  const environment = (start: number, end: number | null, failed: boolean): string => {
    const id = `2d${dice.word(9)}`
    const step = (status: EnvironmentStatus, at: number, message?: string) =>
      campaign.environments.push({ id, status, at: iso(at), ...(message ? { message } : {}) })
    step('PENDING', start - 9 * minute)
    step('STANDBY', start - 8 * minute)
    step('DEPLOYED', start - 6 * minute)
    step('CONFIGURED', start - 2 * minute)
    step('RUNNING', start)
    if (end === null) return id
    if (failed) step('ERROR', end, 'task readout on flp-18 ended with exit code 139')
    else step('CONFIGURED', end)
    step('DESTROYED', end + 3 * minute)
    return id
  }

  const run = (fillNumber: number | null, start: number, end: number | null, more: Partial<RunInput>): void => {
    const failed = end !== null && (more.endReasons?.length ?? 0) > 0
    const taking = more.detectors ?? detectors.filter(() => dice.chance(0.93)).map((name) => ({ name }))
    const seconds = ((end ?? now) - start) / 1000
    campaign.runs.push({
      number: number++, period: 'DEMO26k', startedAt: iso(start - 40_000), triggerStartedAt: iso(start), startedBy: dice.pick(shifters),
      ...(end === null ? {} : { triggerEndedAt: iso(end), endedAt: iso(end + 6000), endedBy: dice.pick(shifters) }),
      ...(fillNumber === null ? {} : { fillNumber }),
      environmentId: environment(start, end, failed),
      ...(end === null ? {} : {
        counters: [
          { name: 'bytesReadOut', value: BigInt(Math.round(seconds * dice.between(5e8, 9e8))), unit: 'B' },
          { name: 'timeFrames', value: BigInt(Math.round(seconds * 88)) },
        ],
      }),
      ...more,
      detectors: taking,
    })
  }

  const trouble = (name: string, description: string) => ({ endReasons: [{ category: 'DETECTORS', title: name, description }] })

  for (let index = 0; index < fillCount; index++) {
    const fillNumber = firstFill + index
    const last = index === fillCount - 1
    const beamsStart = now - (fillCount - index) * 12 * hour + dice.between(3, 4.5) * hour + (last ? 5 * hour : 0)
    const beamsEnd = last ? null : beamsStart + dice.between(5, 7.5) * hour
    const heavy = index < 2
    campaign.fills.push({
      number: fillNumber, energyGeV: 6800, stableBeamsStart: iso(beamsStart), stableBeamsEnd: beamsEnd === null ? null : iso(beamsEnd),
      beamType: heavy ? 'PB82 - PB82' : 'PROTON - PROTON',
      fillingScheme: heavy ? '50ns_1240b_1088_1088_398_56bpi' : '25ns_2460b_2450_1737_1735_180bpi_17inj',
      collidingBunches: heavy ? 1088 : 2450,
      ...(beamsEnd === null ? {} : { deliveredLuminosity: heavy ? dice.between(0.04, 0.08) : dice.between(1500, 2600) }),
    })
    run(null, beamsStart - 150 * minute, beamsStart - 146 * minute, {
      type: dice.pick(['PEDESTAL', 'LASER', 'CALIBRATION_THR_SCAN']), quality: 'GOOD', detectors: [{ name: dice.pick(['ITS', 'TPC', 'PHS', 'CPV']) }],
    })
    if (dice.chance(0.6)) {
      run(null, beamsStart - 120 * minute, beamsStart - 95 * minute, {
        type: 'COSMICS', quality: 'TEST', conditions: { ...conditions, pdpBeamType: 'cosmic', beamMode: 'NO BEAM' },
      })
    }
    const stop = beamsEnd ?? now
    let at = beamsStart + dice.between(3, 14) * minute
    while (at < stop - 12 * minute) {
      const ends = Math.min(stop - dice.between(0.2, 2) * minute, at + dice.between(12, 85) * minute)
      const running = beamsEnd === null && stop - ends < 40 * minute
      const bad = !running && dice.chance(0.18)
      const culprit = dice.pick(['TPC', 'ITS', 'MCH', 'TRD'])
      run(fillNumber, at, running ? null : ends, {
        type: 'PHYSICS', conditions: { ...conditions, pdpBeamType: heavy ? 'PbPb' : 'pp', beamMode: 'STABLE BEAMS' },
        ...(running ? {} : { quality: bad ? 'BAD' : 'GOOD' }),
        ...(bad ? { ...trouble(culprit, `${culprit}: high voltage trip in sector ${Math.floor(dice.between(1, 18))}`), tags: ['to review'] } : {}),
        detectors: detectors.filter((name) => name !== 'CPV' || dice.chance(0.8))
          .map((name) => ({ name, ...(running ? {} : { quality: bad && name === culprit ? 'BAD' : 'GOOD' }) } as const)),
      })
      if (running) break
      at = ends + dice.between(2, 16) * minute
    }
  }
  return campaign
}
