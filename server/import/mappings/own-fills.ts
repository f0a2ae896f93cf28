import { defineMapping } from '../binding.ts'
import { ofFigure, value } from '../cell.ts'
import type { FillItem } from '../item.ts'
import { luminosityPower } from '../luminosity.ts'
import { columnsOf } from '../mapping.ts'
import { decimal, runNumbers, serialNumber, text, wholeNumber, zonedTime } from '../readers.ts'
import { createContest, mergeFill } from './fill-rows.ts'

const { single } = columnsOf<FillItem>()
// A fill that lost one of its times would be another fill: without stable beams, or with them still on.
const strict = { strict: true }

/** nb⁻¹, unless the header says another unit: `deliveredLuminosity (pb-1)`. */
const luminosity = ofFigure<number>((read, context) => {
  const power = luminosityPower(context.unit) ?? 33
  const number = decimal(0)(read, context)
  return number.state === 'value' ? value(Number((number.value * 10 ** (power - 33)).toPrecision(15))) : number
})

/** Fills under the API's own names: a table with such a header, or a JSON list of `FillInput`. */
export const ownFills = defineMapping<FillItem, FillItem, FillItem>({
  kind: 'Fills under the names of the API',
  options: ['zone'],
  needs: [['number', 'fillNumber']],
  columns: [
    single('number', ['number', 'fillNumber'], serialNumber, { required: true }),
    single('beamType', ['beamType'], text(64)),
    single('fillingScheme', ['fillingScheme'], text(128)),
    single('energyGeV', ['energyGeV'], decimal(Number.MIN_VALUE)),
    single('stableBeamsStart', ['stableBeamsStart'], zonedTime, strict),
    single('stableBeamsEnd', ['stableBeamsEnd'], zonedTime, strict),
    single('collidingBunches', ['collidingBunches'], wholeNumber(0, 2_147_483_647)),
    single('deliveredLuminosity', ['deliveredLuminosity'], luminosity, {
      takesUnit: (unit) => unit === '' || luminosityPower(unit) !== undefined,
    }),
    single('runs', ['runs'], runNumbers),
  ],
  hold: ({ number, runs = [], ...rest }) => {
    if (number === undefined) return 'number: it is missing'
    const { stableBeamsStart: start, stableBeamsEnd: end } = rest
    if (end !== undefined && start === undefined) return 'stableBeamsEnd: stable beams have no begin'
    if (start !== undefined && end !== undefined && end <= start) {
      return `stableBeamsEnd: stable beams end (${end}) before they begin (${start})`
    }
    return { number, ...rest, runs }
  },
  keyOf: (item) => item.number,
  merge: mergeFill,
  createClose: createContest,
})
