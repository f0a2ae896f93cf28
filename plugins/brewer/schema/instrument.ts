import { BadQuestion, type PluginBuilder, type PluginCore } from '../../api/index.ts'
import type { BrewerAnswers, Incident } from '../answers.ts'
import { checkConditions, checksOf, type Check, type CheckCondition } from '../checks.ts'
import { codeOf } from '../codes/code-table.ts'
import type { Codes } from './codes.ts'
import type { Events } from './events.ts'
import type { Files } from './files.ts'
import type { Limits } from './limits.ts'
import type { Refs } from './refs.ts'
import type { Terms } from './terms.ts'

/** Points of a series, at most. */
const mostPoints = 5000

const addParts = (builder: PluginBuilder, answers: BrewerAnswers, core: PluginCore, { level }: Terms, refs: Refs) => {
  const incident = builder.objectRef<Incident>('BrewerIncident').implement({
    description: 'Open events of one code, or of one fault, as one.',
    fields: (t) => ({
      code: t.exposeInt('code', { description: 'The gravest code.' }),
      codes: t.intList({ description: 'All its codes.', resolve: ({ codes }) => [...codes] }),
      title: t.string({ description: 'What its code means.', resolve: ({ code }) => codeOf(code)?.title ?? `code ${code}` }),
      level: t.field({ type: level.ref, description: 'How grave.', resolve: (row) => row.level }),
      count: t.exposeInt('count', { description: 'How often it came, twins once.' }),
      firstAt: t.field({ type: 'DateTime', description: 'The first time.', resolve: ({ firstAt }) => firstAt }),
      lastAt: t.field({ type: 'DateTime', description: 'The last time.', resolve: ({ lastAt }) => lastAt }),
      message: t.exposeString('message', { description: 'What the newest of its events says.' }),
      event: t.field({
        type: refs.event, nullable: true, description: 'The newest of its events.',
        resolve: async (row, _args, _context, info) => (await core.forAll(row, info, {}, (rows) => answers.eventsByKey(rows.map(({ eventId }) => eventId)))).get(row.eventId) ?? null,
      }),
    }),
  })
  const words: Record<CheckCondition, string> = {
    OK: 'Nothing is open.', WARNING: 'Somebody should look at it.', ERROR: 'It does not work as it should.', CRITICAL: 'Somebody must do something now.', UNKNOWN: 'Nothing was read of it.',
  }
  const condition = builder.enumType('BrewerCheckCondition', {
    description: 'How one part of a brewer is.',
    values: Object.fromEntries(checkConditions.map((name) => [name, { description: words[name] }])) as Record<CheckCondition, { description: string }>,
  })
  const check = builder.objectRef<Check>('BrewerCheck').implement({
    description: 'One part of a brewer: a quantity with its limit, or a group of codes.',
    fields: (t) => ({
      name: t.exposeString('name', { description: 'For programs; the same for all brewers.' }),
      title: t.exposeString('title', { description: 'For people.' }),
      codes: t.intList({ description: 'Which codes are about it.', resolve: ({ codes }) => [...codes] }),
      condition: t.field({ type: condition, description: 'How it is.', resolve: (row) => row.condition }),
      level: t.field({ type: level.ref, nullable: true, description: 'The worst open event; null without any.', resolve: (row) => row.level }),
      unit: t.exposeString('unit', { nullable: true, description: 'Of value, target and limit.' }),
      value: t.exposeFloat('value', { nullable: true, description: 'The newest reading.' }),
      target: t.exposeFloat('target', { nullable: true, description: 'What it should be.' }),
      limit: t.float({ nullable: true, description: 'How far it may be off.', resolve: ({ bound }) => bound }),
      at: t.field({ type: 'DateTime', nullable: true, description: 'When that was.', resolve: ({ at }) => at }),
    }),
  })
  return { incident, check }
}

const asked = (window: { from: string; to: string; points: number }) => {
  if (window.points < 1 || window.points > mostPoints) throw new BadQuestion(`points is ${window.points}: 1 to ${mostPoints}`)
  if (window.from >= window.to) throw new BadQuestion('from must be before to')
}

/** The brewer, and where it hangs on the core's instrument. */
export const addBrewerInstrument = (
  builder: PluginBuilder, answers: BrewerAnswers, core: PluginCore,
  { terms, refs, codes, events, files, limits }: { terms: Terms; refs: Refs; codes: Codes; events: Events; files: Files; limits: Limits },
): void => {
  const { level, quantity, condition } = terms
  const { incident, check } = addParts(builder, answers, core, terms, refs)
  refs.brewer.implement({
    description: 'How a brewer is: a spectrophotometer that measures ozone and ultraviolet, as its own files tell.',
    fields: (t) => ({
      instrument: t.field({ type: core.instrument, nullable: true, description: 'The instrument of the core.', resolve: (row, _args, context, info) => core.instrumentOf(row, context, info, (one) => one.instrument) }),
      number: t.exposeInt('number', { description: 'The number in the names of its files.' }),
      station: t.exposeString('station', { nullable: true, description: 'Where its newest header says it stands.' }),
      latitude: t.exposeFloat('latitude', { nullable: true, description: 'Degrees, north positive.' }),
      longitude: t.exposeFloat('longitude', { nullable: true, description: 'Degrees, east positive.' }),
      state: t.field({ type: condition, description: 'How it is at the moment of answering.', resolve: (row) => row.condition }),
      openLevel: t.field({ type: level.ref, nullable: true, description: 'The worst open event, however old its newest record is; null when nothing is open.', resolve: (row) => row.openLevel }),
      rawLevel: t.field({ type: level.ref, nullable: true, description: 'The worst event of its newest day: cleared, muted or not.', resolve: (row) => row.rawLevel }),
      lastRecordAt: t.field({ type: 'DateTime', nullable: true, description: 'The time of its newest record.', resolve: ({ lastRecordAt }) => lastRecordAt }),
      date: t.exposeString('date', { nullable: true, description: 'Its newest day.' }),
      masks: t.field({ type: codes.masks, description: 'What the files of that day say, as bytes.', resolve: (row) => row.masks }),
      openEvents: t.field({ type: [incident], description: 'Why it is as it is: worst first, then newest first.', resolve: ({ incidents }) => [...incidents] }),
      checks: t.field({ type: [check], description: 'How each of its parts is: the same, in the same order, for all brewers.', resolve: checksOf }),
      schedule: t.exposeString('schedule', { nullable: true, description: 'The schedule that its files say it runs.' }),
      expectedSchedule: t.exposeString('expectedSchedule', { nullable: true, description: 'The schedule that it should run; null: any will do.' }),
      scheduleHistory: t.field({
        type: [limits.scheduleChange], nullable: true, description: 'What it should run, as somebody said, newest first.',
        resolve: async (row, _args, _context, info) => (await core.forAll(row, info, {}, (rows) => answers.scheduleHistoryOf(rows.map(({ instrument }) => instrument)))).get(row.instrument) ?? [],
      }),
      events: t.field({
        type: events.connection, nullable: true, description: 'What its files say, newest first.',
        args: { filter: t.arg({ type: events.filter, description: 'Only these.' }), ...core.pageArguments(t.arg) },
        resolve: async (row, { filter, ...page }, _context, info) =>
          (await core.forAll(row, info, { filter, page }, (rows) => answers.eventsOf(rows.map(({ instrument }) => instrument), filter, page)))(row.instrument),
      }),
      files: t.field({
        type: files.connection, nullable: true, description: 'Its files, those of the newest days first.',
        args: { filter: t.arg({ type: files.filter, description: 'Only these.' }), ...core.pageArguments(t.arg) },
        resolve: async (row, { filter, ...page }, _context, info) =>
          (await core.forAll(row, info, { filter, page }, (rows) => answers.filesOf(rows.map(({ instrument }) => instrument), filter, page)))(row.instrument),
      }),
      thresholds: t.field({
        type: [limits.threshold], nullable: true, description: 'The limits that hold for it, one for each quantity.',
        resolve: async (row, _args, _context, info) => (await core.forAll(row, info, {}, (rows) => answers.thresholdsOf(rows.map(({ instrument }) => instrument)))).get(row.instrument) ?? [],
      }),
      thresholdHistory: t.field({
        type: [limits.thresholdChange], nullable: true, description: 'Limits that somebody set for it or for all, newest first.',
        resolve: async (row, _args, _context, info) => (await core.forAll(row, info, {}, (rows) => answers.thresholdHistoryOf(rows.map(({ instrument }) => instrument)))).get(row.instrument) ?? [],
      }),
      mutes: t.field({
        type: [limits.mute], nullable: true, description: 'Codes that do not count for it, newest first.',
        args: { active: t.arg.boolean({ description: 'Only those that hold now, or only those that do no more.' }) },
        resolve: async (row, { active }, _context, info) =>
          (await core.forAll(row, info, { active }, (rows) => answers.mutesOf(rows.map(({ instrument }) => instrument), active ?? null))).get(row.instrument) ?? [],
      }),
      configuration: t.field({
        type: limits.configuration, nullable: true, description: 'Its constants that are in force; null before its files told any.',
        resolve: async (row, _args, _context, info) => (await core.forAll(row, info, {}, (rows) => answers.configurationOf(rows.map(({ instrument }) => instrument)))).get(row.instrument) ?? null,
      }),
      configurations: t.field({
        type: [limits.configuration], nullable: true, description: 'Its constants where they changed, oldest first; the one in force at `from` is the first.',
        args: { from: t.arg({ type: 'DateTime', description: 'From this time on.' }), to: t.arg({ type: 'DateTime', description: 'Before this time.' }) },
        resolve: async (row, { from = null, to = null }, _context, info) =>
          (await core.forAll(row, info, { from, to }, (rows) => answers.configurationsOf(rows.map(({ instrument }) => instrument), { from, to }))).get(row.instrument) ?? [],
      }),
      series: t.field({
        type: [limits.series], nullable: true, description: 'Quantities over time with the limits that held then, one for each that is asked for.',
        args: {
          quantities: t.arg({ type: [quantity.ref], required: true, description: 'Which.' }),
          from: t.arg({ type: 'DateTime', required: true, description: 'From this time on.' }),
          to: t.arg({ type: 'DateTime', required: true, description: 'Before this time.' }),
          points: t.arg.int({ required: true, defaultValue: 500, description: `At most so many of each, up to ${mostPoints}: more are put together.` }),
        },
        resolve: async (row, args, _context, info) => {
          asked(args)
          return (await core.forAll(row, info, args, (rows) => answers.series(rows.map(({ instrument }) => instrument), args))).get(row.instrument) ?? []
        },
      }),
    }),
  })
  builder.objectField(core.instrument, 'brewer', (t) =>
    t.field({
      type: refs.brewer, nullable: true, description: 'What its files tell; null for what is no brewer.',
      resolve: async (row, _args, _context, info) => (await core.forAll(row, info, {}, (rows) => answers.stateOf(rows.map(({ name }) => name)))).get(row.name) ?? null,
    }),
  )
  builder.queryFields((t) => ({
    brewers: t.field({
      type: [refs.brewer], nullable: true, ...core.needs('read'), description: 'All brewers that are not put away, by number.',
      resolve: async () => [...(await answers.stateOf(null)).values()],
    }),
    brewerThresholds: t.field({
      type: [limits.threshold], nullable: true, ...core.needs('read'), description: 'The limits that hold where nothing is set for one brewer.',
      resolve: async () => (await answers.thresholdsOf([null])).get(null) ?? [],
    }),
  }))
}
