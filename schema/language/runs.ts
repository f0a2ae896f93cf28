import type { Language } from './key.ts'

const qualities = [
  { value: 'good', what: 'fit for physics' },
  { value: 'bad', what: 'not fit for physics' },
  { value: 'test', what: 'of a test; not meant for physics' },
  { value: 'none', what: 'nobody has said yet' },
] as const

export const runs: Language = {
  list: 'runs',
  keys: [
    {
      name: 'run', also: ['number'], kind: 'number', field: 'number', ranges: 'numberRanges', isWhole: true, label: 'Run',
      what: 'number, or numbers and ranges', examples: ['run:550000..550100,550144', 'run:>550000'],
    },
    {
      name: 'detector', also: ['detectors', 'det'], kind: 'set', field: 'detectors', isSuggested: true, label: 'Detectors',
      verdict: { field: 'detectorQuality', name: 'detector', value: 'quality', values: qualities },
      what: 'takes part; with =quality: was judged so', examples: ['detector:ITS', 'detector:ITS,TPC', '-detector:ITS', 'detector:ITS=bad'],
    },
    {
      name: 'quality', kind: 'enum', field: 'quality', values: qualities, label: 'Quality',
      what: 'what people think of its data', examples: ['quality:good', 'quality:bad,test'],
    },
    {
      name: 'definition', also: ['def'], kind: 'enum', field: 'definition', label: 'Definition', what: 'what it was for',
      values: [
        { value: 'physics', what: 'full read-out with ITS and FT0 during stable beams' },
        { value: 'cosmics', what: 'full read-out of cosmic rays without beam' },
        { value: 'technical', what: 'a test of the machinery' },
        { value: 'synthetic', what: 'data that were replayed or made up' },
        { value: 'calibration', what: 'pedestals, lasers, pulsers, noise, scans' },
        { value: 'commissioning', what: 'none of the others' },
      ],
      examples: ['definition:physics'],
    },
    {
      name: 'type', kind: 'text', field: 'type', isSuggested: true, label: 'Type', what: 'run type, as it was reported',
      examples: ['type:PHYSICS', 'type:~calib'],
    },
    {
      name: 'state', kind: 'enum', field: 'state', label: 'State', what: 'where it stands now',
      values: [
        { value: 'running', what: 'started, and not ended' },
        { value: 'ended', what: 'ended' },
        { value: 'lost', what: 'started more than 48 hours ago, and nobody ended it' },
        { value: 'unknown', what: 'no times are known' },
      ],
      examples: ['state:running'],
    },
    {
      name: 'started', also: ['start'], kind: 'time', field: 'startedAt', label: 'Started', what: 'when it effectively started',
      examples: ['started:2024-05-01..2024-05-03', 'started:>now-12h', 'started:today'],
    },
    {
      name: 'ended', also: ['end'], kind: 'time', field: 'endedAt', label: 'Ended', what: 'when it effectively ended',
      examples: ['ended:yesterday', 'ended:<2024-05-01T14:30'],
    },
    {
      name: 'duration', kind: 'duration', field: 'durationSeconds', label: 'Duration', what: 'how long; to now while it runs',
      examples: ['duration:>10m', 'duration:10m..2h'],
    },
    {
      name: 'tag', also: ['tags'], kind: 'set', field: 'tags', isSuggested: true, label: 'Tags', what: 'words put on it',
      examples: ['tag:"not for physics"', '-tag:test'],
    },
    {
      name: 'fill', kind: 'number', field: 'fillNumber', isWhole: true, isSuggested: true, label: 'Fill', what: 'number of its fill',
      examples: ['fill:8178', 'fill:none'],
    },
    {
      name: 'environment', also: ['env'], kind: 'text', field: 'environmentId', isSuggested: true, label: 'Environment',
      what: 'id of its environment', examples: ['environment:2bF3cSfQFeq', 'environment:~2bF3'],
    },
    {
      name: 'period', kind: 'text', field: 'period', isSuggested: true, label: 'Period', what: 'the stretch of the year',
      examples: ['period:LHC22n', 'period:~LHC22'],
    },
    {
      name: 'by', kind: 'text', field: 'startedBy', orField: 'endedBy', isSuggested: true, label: 'Started or ended by',
      what: 'who started or ended it', examples: ['by:ada', 'by:~lovelace'],
    },
    {
      name: 'started-by', kind: 'text', field: 'startedBy', isSuggested: true, label: 'Started by', what: 'who started it',
      examples: ['started-by:ada', 'started-by:none'],
    },
    {
      name: 'ended-by', kind: 'text', field: 'endedBy', isSuggested: true, label: 'Ended by', what: 'who ended it',
      examples: ['ended-by:ada'],
    },
    {
      name: 'reason', kind: 'path', field: 'endReason', parts: ['category', 'title', 'description'], containing: 'description',
      isSuggested: true, label: 'End reason', what: 'why it ended: category/title, or ~words of it',
      examples: ['reason:DETECTORS/TPC', 'reason:~trip', 'reason:none'],
    },
  ],
  sorts: [
    { name: 'number', field: 'NUMBER', what: 'by number' },
    { name: 'started', field: 'STARTED_AT', what: 'by start' },
    { name: 'ended', field: 'ENDED_AT', what: 'by end' },
    { name: 'duration', field: 'DURATION', what: 'by duration' },
    { name: 'fill', field: 'FILL', what: 'by fill' },
  ],
  usualSort: { name: 'number', isDescending: true },
  words: {
    what: 'who started and ended it, environment, tags, end reasons', fields: [{ field: 'text', isContaining: false }],
  },
  numbers: { what: 'run numbers and ranges', field: 'numberRanges', alsoWords: false },
}
