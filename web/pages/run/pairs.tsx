import { For, type JSX } from 'solid-js'

export type Pair = { readonly label: string; readonly value: () => JSX.Element }

/** Names and values, one under the other. */
export const Pairs = (props: { pairs: readonly Pair[] }) => (
  <dl class="sheet-pairs">
    <For each={props.pairs}>
      {({ label, value }) => (
        <div>
          <dt>{label}</dt>
          <dd>{value()}</dd>
        </div>
      )}
    </For>
  </dl>
)
