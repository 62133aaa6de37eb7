import { usePrices } from "../api/queries";

/** The name of a service as on the price list, or its code if it is no longer on it. */
export function useServiceName(): (code: string) => string {
  const { data } = usePrices();
  return (code) => data?.data.find((price) => price.code === code)?.name ?? code;
}
