import { setTimeout as wait } from 'node:timers/promises'
import { systemActor } from '../domain/actor.ts'
import { jobStateOf } from '../domain/job-read.ts'
import { wantedFields } from '../domain/wanted.ts'
import { suggestion } from '../spelling.ts'
import { defineCommand } from './command.ts'
import { CommandFault, UsageFault, wordsOfFaults } from './fault.ts'
import { watchInterrupts } from './interrupt.ts'
import { toTable } from './table.ts'

const actor = systemActor('logline job')

const minute = (moment: string | null | undefined): string => moment?.slice(0, 19).replace('T', ' ') ?? 'never'

export const listJobs = defineCommand({
  name: 'job list',
  summary: 'List the jobs that servers have scheduled on the database; times in UTC',
  operands: { usage: '', least: 0, most: 0 },
  options: {},
  examples: ['logline job list'],
  run: async ({ terminal }) => {
    const { openForCommand } = await import('./open.ts')
    const { createSchedule } = await import('../jobs/schedule.ts')
    await using core = await openForCommand(terminal)
    const { read } = core.domain.jobs
    const jobs = await read.all(wantedFields('cron', 'zone', 'state', 'failures', 'pausedBy'))
    const last = await read.lastRuns(jobs.map(({ name }) => name), wantedFields('state', 'startedAt'))
    const now = core.domain.clock.now()
    const rows = jobs.map((job) => {
      const run = last.get(job.name)
      const next = job.pausedAt === null ? minute(new Date(createSchedule(job.cron, job.zone).next(now)).toISOString()) : `paused by ${job.pausedBy ?? 'nobody'}`
      return [job.name, job.cron, job.zone, jobStateOf(job).toLowerCase(), next, minute(run?.startedAt), run?.state.toLowerCase().replace('_', ' ') ?? '', String(job.failures)]
    })
    for (const line of toTable(['JOB', 'CRON', 'ZONE', 'STATE', 'NEXT', 'LAST', 'ENDED', 'FAILURES'], rows)) terminal.print(line)
    return 0
  },
})

export const runJob = defineCommand({
  name: 'job run',
  summary: 'Run a job now, in this process, and wait for its end',
  about: [
    'Runs beside servers that use the same database, but not while one of them runs the same job.',
    'Standard output carries what it gave back, as JSON; what it says goes to standard error.',
  ],
  operands: { usage: '<name>', least: 1, most: 1 },
  options: {},
  examples: ['logline job run core:retention'],
  run: async ({ operands: [name = ''], terminal }) => {
    const [{ openJobs }, { openForCommand }] = await Promise.all([import('./open-jobs.ts'), import('./open.ts')])
    using interrupt = watchInterrupts()
    await using core = await openForCommand(terminal)
    const { jobs } = core.domain
    await using scheduler = await openJobs(core, terminal, name)
    const names = jobs.board.all().map((job) => job.name)
    if (!names.includes(name)) throw new UsageFault(`There is no job "${name}".${suggestion(name, names)} There are: ${names.join(', ')}`)
    const { value, faults } = await scheduler.trigger(name, actor)
    if (!value) throw new CommandFault(wordsOfFaults(faults))
    const stop = () => scheduler.remove(name.split(':')[0]!)
    interrupt.signal.addEventListener('abort', stop, { once: true })
    const over = value.ended.then(() => true)
    let said = 0
    const follow = async () => {
      const run = (await jobs.runs.byKeys([value.run], wantedFields('log', 'state', 'error', 'result'))).get(value.run)
      const lines = run ? (JSON.parse(run.log) as string[]) : []
      for (const line of lines.slice(said)) terminal.tell(line)
      said = lines.length
      return run
    }
    while (!(await Promise.race([over, wait(500, false)]))) await follow()
    const run = await follow()
    if (interrupt.signal.aborted) {
      terminal.tell(`logline: stopped by ${interrupt.signal.reason}`)
      return interrupt.exitCode()
    }
    if (run?.state !== 'DONE') throw new CommandFault(`${name} ${run?.state.toLowerCase().replace('_', ' ') ?? 'ended'}: ${run?.error ?? 'its record is gone'}`)
    terminal.print(run.result ?? 'null')
    return 0
  },
})
