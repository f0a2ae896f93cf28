import { For } from 'solid-js'
import { saidOf, setKey, sortKey, type Language } from '../../../schema/language/index.ts'
import { Field } from '../form.tsx'

/** The order of the list. */
export const SortControl = (props: { language: Language; text: string; apply: (text: string) => void }) => {
  const usual = () => `${props.language.usualSort.name}-${props.language.usualSort.isDescending ? 'desc' : 'asc'}`
  const said = () => {
    const written = saidOf(props.language, props.text, sortKey)[0]?.values[0] ?? usual()
    return /-(asc|desc)$/.test(written) ? written : `${written}-desc`
  }
  return (
    <Field label="Order">
      {({ id }) => (
        <select
          id={id}
          class="select"
          value={said()}
          onChange={({ currentTarget: { value } }) =>
            props.apply(setKey(props.language, props.text, sortKey, value === usual() ? [] : [{ values: [value] }]))
          }
        >
          <For each={props.language.sorts}>
            {({ name, what }) => (
              <>
                <option value={`${name}-desc`} selected={said() === `${name}-desc`}>
                  {what}, largest first
                </option>
                <option value={`${name}-asc`} selected={said() === `${name}-asc`}>
                  {what}, smallest first
                </option>
              </>
            )}
          </For>
        </select>
      )}
    </Field>
  )
}
