const columns = [
  'number',
  'state',
  'definition',
  'type',
  'quality',
  'start',
  'end',
  'duration',
  'fill',
  'environment',
  'detectors',
  'tags',
] as const
const rows = Array.from({ length: 20 }, (_, index) => index)

/** Rows to come, in the shape that they will have. */
export const RunsSkeleton = () => (
  <tbody role="rowgroup" aria-hidden="true">
    {rows.map(() => (
      <tr class="run run-skeleton">
        {columns.map((column) => (
          <td class={`run-${column}`}>
            <span class="bone" />
          </td>
        ))}
      </tr>
    ))}
  </tbody>
)
