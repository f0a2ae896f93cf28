import type { PluginBuilder, PluginCore } from '../../api/index.ts'
import type { Condition, EventState, FileKind } from '../answers.ts'
import type { Level, LimitSource } from '../codes/event.ts'
import { quantities, type Quantity } from '../codes/quantity.ts'

const quantityWords = Object.fromEntries(
  Object.entries(quantities).map(([name, { title, unit }]) => [name, `${title}${unit === null ? '' : `, ${unit}`}.`]),
) as Record<Quantity, string>

/** The words that everything else is made of. */
export const addTerms = (builder: PluginBuilder, { enumWithFilter, filters }: PluginCore) => {
  const level = enumWithFilter<Level>('BrewerLevel', {
    INFO: 'Said for the record; it never makes a brewer look ill.', WARNING: 'Somebody should look at it (yellow).',
    ERROR: 'It does not work as it should (orange).', CRITICAL: 'Somebody must do something now (red).',
  }, 'How grave an event is.')
  const eventState = enumWithFilter<EventState>('BrewerEventState', {
    OPEN: 'It says how its brewer is.', CLEARED: 'The same routine did well afterwards.',
    AGED: 'Its brewer has gone on for longer than such an event counts; silence heals nothing.',
    MUTED: 'Somebody said, with a reason and until a time, that this code does not count.', NOTED: 'Only said: an INFO is never open.',
  }, 'What an event says of its brewer now.')
  const quantity = enumWithFilter<Quantity>('BrewerQuantity', quantityWords, 'What is held against a limit.')
  const kind = enumWithFilter<FileKind>('BrewerFileKind', {
    B: 'What a brewer did and measured in a day.', D: 'What it printed in a day.', UV: 'Ultraviolet scans.', S: 'A summary.', ICF: 'Its constants.',
  }, 'Which kind of file, by the first letters of its name, else by what stands in it.')
  const condition = builder.enumType('BrewerCondition', {
    description: 'How a brewer is: its worst open event, unless it has been silent for too long.',
    values: {
      OK: { description: 'Nothing is open (green).' }, WARNING: { description: 'Somebody should look at it (yellow).' },
      ERROR: { description: 'It does not work as it should (orange).' }, CRITICAL: { description: 'Somebody must do something now (red).' },
      STALE: { description: 'Its newest record is 24 hours old (grey).' }, LOST: { description: 'Its newest record is 48 hours old (black).' },
    } satisfies Record<Condition, { description: string }>,
  })
  const source = builder.enumType('BrewerLimitSource', {
    description: 'Where a limit comes from.',
    values: {
      DEFAULT: { description: 'It holds for all brewers.' }, BREWER: { description: 'Of this brewer: somebody set it, or its own median.' },
      CONFIGURATION: { description: 'Of the constants in the files of this brewer.' },
    } satisfies Record<LimitSource, { description: string }>,
  })
  const days = builder.inputType('BrewerDayRange', {
    description: 'Days of files, written 2026-03-01. Both ends belong to it.',
    fields: (t) => ({
      from: t.string({ description: 'From this day on.' }),
      to: t.string({ description: 'To this day, with it.' }),
    }),
  })
  return { level, eventState, quantity, kind, condition, source, days, filters }
}

export type Terms = ReturnType<typeof addTerms>
