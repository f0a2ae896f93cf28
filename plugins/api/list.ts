// What lists with filters are read with: one statement for each list, keyset pages, values never pasted into SQL.
export { createList, type ListDescription, type ListRequest, type OrderTerm, type RowPlan } from '../../server/domain/list.ts'
export {
  all, combine, whereEnum, whereKnownMoment, whereMoment, whereNumber, whereText, type EnumFilter, type MomentRange, type NumberFilter, type TextFilter,
} from '../../server/domain/filter.ts'
export { createParameters, numberArray, textArray, type Parameters } from '../../server/domain/parameters.ts'
export { columnsFor, rowMaker, together, type Noun, type Sibling } from '../../server/domain/row.ts'
export { BadQuestion, done, fault, refused, type Fault, type Outcome } from '../../server/domain/fault.ts'
