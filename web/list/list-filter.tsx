import { languages } from '../../schema/language/index.ts'
import type { WebApp } from '../app.ts'
import type { Revised } from '../graphql/list.ts'
import { FilterBox } from '../kit/filter/filter-box.tsx'
import type { Suggest } from '../kit/filter/suggest.ts'
import { RangePicker } from '../kit/range/range-picker.tsx'
import type { ListDescription } from './description.ts'
import { suggestionsDocument } from './documents.ts'
import type { ListView } from './view.ts'

const enumOf = { runs: 'RUNS', fills: 'FILLS', environments: 'ENVIRONMENTS', instruments: 'INSTRUMENTS' } as const
const mostSuggested = 12

/** Which rows: the filter and the range of time. They only edit the view; the view is the address. */
export const ListFilter = <Row extends Revised>(props: {
  app: WebApp
  list: ListDescription<Row>
  view: ListView
  change: (part: Partial<ListView>) => void
}) => {
  const { app, list } = props
  const suggest: Suggest = async (key, prefix) => {
    const { data } = await app.api.ask(suggestionsDocument, { list: enumOf[list.name], key, prefix, first: mostSuggested })
    return data?.suggestions ?? []
  }
  return (
    <div class="list-filter">
      <RangePicker
        range={{ from: props.view.from || null, to: props.view.to || null }}
        apply={({ from, to }) => props.change({ from: from ?? '', to: to ?? '' })}
        zone={app.zones.zone()}
        shiftZone={app.zones.experiment() ?? 'UTC'}
        now={app.clock.now}
      />
      <FilterBox
        language={languages[list.name]}
        text={props.view.q}
        apply={(q) => props.change({ q })}
        suggest={suggest}
        zone={app.zones.zone()}
        now={app.clock.now}
        label={`Filter ${list.noun.many}`}
        keys={app.keys}
      />
    </div>
  )
}
