import { usePrices, type Price } from "../api/queries";
import { useI18n } from "../i18n/i18n";

type Names = Pick<Price, "name" | "category">;

/** The name and the category of a service in a language, or as on the price list if it is not translated. */
export function namesIn(
  language: string,
  { name, category, translations }: Names & Partial<Pick<Price, "translations">>,
): Names {
  const translated = Object.entries(translations ?? {}).find(([code]) => code === language)?.[1];
  return { name: translated?.name ?? name, category: translated?.category ?? category };
}

/** The names of a price in the language of the page. */
export function useNames(): (price: Price) => Names {
  const { language } = useI18n();
  return (price) => namesIn(language, price);
}

/** The name of a service, or its code if it is no longer on the price list. */
export function useServiceName(enabled = true): (code: string) => string {
  const { data } = usePrices(enabled);
  const namesOf = useNames();
  return (code) => {
    const price = data?.data.find((each) => each.code === code);
    return price ? namesOf(price).name : code;
  };
}

/** The name of a category. English needs no price list: it is what the API returns. */
export function useCategoryName(): (category: string) => string {
  const { language } = useI18n();
  const { data } = usePrices(language !== "en");
  const namesOf = useNames();
  return (category) => {
    const price = data?.data.find((each) => each.category === category);
    return price ? namesOf(price).category : category;
  };
}
