/** No engine: measures the cost of the harness itself. */
export default function none() {
  return {push() {}, boxes: () => []};
}
