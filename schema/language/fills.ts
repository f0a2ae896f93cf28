import type { Language } from './key.ts'

export const fills: Language = {
  list: 'fills',
  keys: [
    {
      name: 'fill', also: ['number'], kind: 'number', field: 'number', ranges: 'numberRanges', isWhole: true, label: 'Fill',
      what: 'number, or numbers and ranges', examples: ['fill:8000..8100,8178', 'fill:>8000'],
    },
    {
      name: 'stable', kind: 'flag', field: 'hasStableBeams', label: 'Stable beams', what: 'whether it reached stable beams',
      examples: ['stable:yes', 'stable:no'],
    },
    {
      name: 'beam', also: ['beams'], kind: 'text', field: 'beamType', isSuggested: true, label: 'Beam type', what: 'what collides',
      examples: ['beam:"PROTON - PROTON"', 'beam:~PB'],
    },
    {
      name: 'scheme', kind: 'text', field: 'fillingScheme', isSuggested: true, label: 'Filling scheme', what: 'how the bunches lie',
      examples: ['scheme:~2462b'],
    },
    {
      name: 'energy', kind: 'number', field: 'energyGeV', isWhole: false, units: { GeV: 1, TeV: 1000 }, label: 'Energy',
      what: 'per beam, in GeV', examples: ['energy:>6000', 'energy:6.8TeV'],
    },
    {
      name: 'bunches', kind: 'number', field: 'collidingBunches', isWhole: true, label: 'Colliding bunches', what: 'at this experiment',
      examples: ['bunches:>1000'],
    },
    {
      name: 'duration', also: ['stable-beams'], kind: 'duration', field: 'stableBeamsSeconds', label: 'Stable beams last',
      what: 'how long stable beams lasted; to now while they go on', examples: ['duration:>10h', 'duration:2h..12h'],
    },
    {
      name: 'covered', kind: 'duration', field: 'coveredSeconds', label: 'Covered', what: 'stable beams covered by good physics runs',
      examples: ['covered:>4h', 'covered:0'],
    },
    {
      name: 'started', also: ['start'], kind: 'time', field: 'stableBeamsStart', label: 'Stable beams began', what: 'when stable beams were declared',
      examples: ['started:2022-09-24', 'started:>now-7d'],
    },
    {
      name: 'ended', also: ['end'], kind: 'time', field: 'stableBeamsEnd', label: 'Stable beams ended', what: 'when stable beams ended',
      examples: ['ended:yesterday'],
    },
  ],
  sorts: [
    { name: 'number', field: 'NUMBER', what: 'by number' },
    { name: 'started', field: 'STABLE_BEAMS_START', what: 'by start of stable beams' },
    { name: 'ended', field: 'STABLE_BEAMS_END', what: 'by end of stable beams' },
    { name: 'duration', field: 'STABLE_BEAMS_DURATION', what: 'by length of stable beams' },
    { name: 'covered', field: 'COVERED', what: 'by time covered' },
    { name: 'energy', field: 'ENERGY', what: 'by energy' },
  ],
  usualSort: { name: 'number', isDescending: true },
  words: {
    what: 'beam type and filling scheme',
    fields: [{ field: 'beamType', isContaining: true }, { field: 'fillingScheme', isContaining: true }],
  },
  numbers: { what: 'fill numbers and ranges', field: 'numberRanges', alsoWords: false },
}
