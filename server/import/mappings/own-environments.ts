import { environmentStatuses } from '../../domain/environment-history.ts'
import { defineMapping } from '../binding.ts'
import type { EnvironmentItem } from '../item.ts'
import { columnsOf } from '../mapping.ts'
import { oneOf, text, zonedTime } from '../readers.ts'

const { single } = columnsOf<EnvironmentItem>()

/**
 * Environments under the API's own names: a table with the columns id, status, message, at, or a JSON list of
 * `EnvironmentInput`. Each row is one status of a history; the history is not held in memory.
 */
export const ownEnvironments = defineMapping<EnvironmentItem, EnvironmentItem, EnvironmentItem>({
  kind: 'Environments under the names of the API',
  options: ['zone'],
  needs: [['id', 'environmentId'], ['status'], ['at', 'updatedAt', 'timestamp']],
  columns: [
    single('id', ['id', 'environmentId'], text(64), { required: true }),
    single('status', ['status'], oneOf(environmentStatuses), { required: true }),
    single('message', ['message'], text(10_000)),
    single('at', ['at', 'updatedAt', 'timestamp'], zonedTime, { required: true }),
  ],
  hold: ({ id, status, at, message }) =>
    id === undefined || status === undefined || at === undefined
      ? 'An environment needs id, status and at'
      : { id, status, ...(message !== undefined && { message }), at },
  createClose: () => (item) => item,
})
