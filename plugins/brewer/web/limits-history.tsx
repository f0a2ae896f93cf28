import { For } from 'solid-js'
import { Moment } from '../../../web/kit/moment.tsx'
import { RecordTable } from '../../../web/kit/record.tsx'
import { levelWords, limitWords } from './brewer-words.ts'
import type { ThresholdChange } from './trends-documents.ts'

/** What somebody set or took back, newest first. */
export const LimitsHistory = (props: { history: readonly ThresholdChange[]; unit: string | null; zone: string }) => (
  <section aria-label="History of the limit">
    <h3 class="brewer-heading">History</h3>
    <RecordTable
      label="History of the limit, as a table"
      head={
        <>
          <th scope="col">When</th>
          <th scope="col">Limit</th>
          <th scope="col">Who</th>
          <th scope="col">Why</th>
        </>
      }
    >
      <For each={props.history}>
        {(change) => (
          <tr>
            <th scope="row">
              <Moment at={Date.parse(change.at)} zone={props.zone} />
            </th>
            <td>
              {change.limit === null ? 'taken back' : limitWords(change.target, change.limit, props.unit)}
              {change.level === null ? '' : `, ${levelWords[change.level]}`}
              {change.isForAll ? ', all Brewers' : ''}
            </td>
            <td>{change.actor}</td>
            <td class="brewer-why">{change.reason}</td>
          </tr>
        )}
      </For>
    </RecordTable>
  </section>
)
