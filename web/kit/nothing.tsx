/** In place of a value that is not known. */
export const Nothing = (props: { why?: string }) => (
  <span class="nothing" title={props.why ?? 'not known'}>
    –
  </span>
)
