import type { Language } from './key.ts'

export const instruments: Language = {
  list: 'instruments',
  keys: [
    {
      name: 'kind', also: ['type'], kind: 'text', field: 'kind', isSuggested: true, label: 'Kind', what: 'what it is',
      examples: ['kind:brewer', 'kind:pump,bct'],
    },
    {
      name: 'status', also: ['state'], kind: 'enum', field: 'status', label: 'Status', what: 'as it is now',
      values: [
        { value: 'unknown', what: 'nothing was reported yet' },
        { value: 'ok', what: 'as it should be' },
        { value: 'warning', what: 'somebody should look at it' },
        { value: 'error', what: 'does not work as it should' },
        { value: 'critical', what: 'somebody must do something now' },
        { value: 'stale', what: 'no data for 24 hours' },
        { value: 'lost', what: 'no data for 48 hours' },
      ],
      examples: ['status:critical', 'status:stale,lost', '-status:ok'],
    },
    {
      name: 'place', also: ['at'], kind: 'text', field: 'place', isSuggested: true, label: 'Place', what: 'where it stands',
      examples: ['place:~hall', 'place:none'],
    },
    {
      name: 'name', also: ['instrument'], kind: 'text', field: 'name', isSuggested: true, label: 'Name', what: 'what it is called',
      examples: ['name:pump1', 'name:~pump'],
    },
    {
      name: 'data', also: ['last'], kind: 'time', field: 'lastDataAt', label: 'Last data', what: 'the time of the newest record',
      examples: ['data:>now-1h', 'data:<now-2d'],
    },
    {
      name: 'archived', kind: 'flag', field: 'archived', label: 'Put away', what: 'whether it is watched no more',
      examples: ['archived:no', 'archived:yes'],
    },
  ],
  sorts: [
    { name: 'name', field: 'NAME', what: 'by name' },
    { name: 'kind', field: 'KIND', what: 'by kind' },
    { name: 'place', field: 'PLACE', what: 'by place' },
    { name: 'data', field: 'LAST_DATA_AT', what: 'by last data' },
    { name: 'updated', field: 'UPDATED_AT', what: 'by last change' },
  ],
  usualSort: { name: 'name', isDescending: false },
  words: { what: 'name, kind, place and description', fields: [{ field: 'text', isContaining: false }] },
  numbers: null,
}
