import type { Language } from './key.ts'

export const environments: Language = {
  list: 'environments',
  keys: [
    {
      name: 'id', also: ['environment', 'env'], kind: 'text', field: 'id', isSuggested: true, label: 'Id', what: 'as the control system gave it',
      examples: ['id:2bF3cSfQFeq', 'id:~2bF3'],
    },
    {
      name: 'status', also: ['state'], kind: 'enum', field: 'status', label: 'Status', what: 'the current one',
      values: [
        { value: 'pending', what: 'asked for (P)' },
        { value: 'standby', what: 'made, not deployed (S)' },
        { value: 'deployed', what: 'its programs run (D)' },
        { value: 'configured', what: 'ready to start (C)' },
        { value: 'running', what: 'takes data (R)' },
        { value: 'error', what: 'something failed (E)' },
        { value: 'mixed', what: 'its parts are in different states (M)' },
        { value: 'destroyed', what: 'taken down (X)' },
        { value: 'done', what: 'gone as it should (X)' },
      ],
      examples: ['status:running', 'status:error,mixed'],
    },
    {
      name: 'history', kind: 'letters', field: 'history', label: 'History', what: 'statuses that directly follow each other',
      values: [
        { value: 'P', what: 'pending' }, { value: 'S', what: 'standby' }, { value: 'D', what: 'deployed' },
        { value: 'C', what: 'configured' }, { value: 'R', what: 'running' }, { value: 'E', what: 'error' },
        { value: 'M', what: 'mixed' }, { value: 'X', what: 'destroyed or done' },
      ],
      examples: ['history:S-E', 'history:R-E'],
    },
    {
      name: 'run', also: ['runs'], kind: 'number', ranges: 'runNumbers', isWhole: true, label: 'Runs', what: 'environments of these runs',
      examples: ['run:550000..550100', 'run:526080'],
    },
    {
      name: 'created', kind: 'time', field: 'createdAt', label: 'Created', what: 'the time of the first status',
      examples: ['created:today', 'created:>now-12h'],
    },
    {
      name: 'updated', kind: 'time', field: 'updatedAt', label: 'Updated', what: 'the time of the last status',
      examples: ['updated:<now-2d'],
    },
  ],
  sorts: [
    { name: 'updated', field: 'UPDATED_AT', what: 'by last status' },
    { name: 'created', field: 'CREATED_AT', what: 'by first status' },
    { name: 'id', field: 'ID', what: 'by id' },
  ],
  usualSort: { name: 'updated', isDescending: true },
  words: { what: 'the id', fields: [{ field: 'id', isContaining: true }] },
  numbers: { what: 'run numbers and ranges', field: 'runNumbers', alsoWords: true },
}
