#include "instances/capacitated_text.hpp"

#include "instances/cost_table.hpp"
#include "instances/uncapacitated.hpp"
#include "instances/words.hpp"

namespace dostyq::instances {
namespace {

constexpr std::string_view kBlank = " \t\r\n\f\v";

/// How many words; counting ends at `most`.
size_t count_words(std::string_view text, size_t most) {
  size_t words = 0;
  while (words < most) {
    const size_t begin = text.find_first_not_of(kBlank);
    if (begin == std::string_view::npos) break;
    text.remove_prefix(begin);
    text.remove_prefix(std::min(text.find_first_of(kBlank), text.size()));
    ++words;
  }
  return words;
}

void take(Words& words, const char* notation, size_t count, std::vector<Decimal>& figures) {
  for (size_t k = 0; k < count && !words.failed(); ++k) figures.push_back(words.amount(notation));
}

}  // namespace

bool looks_like_sscflp(const Source& source) {
  Words words(source);
  const auto sites = static_cast<size_t>(words.count("n m", 1, kMostMatrixSide));
  const auto customers = static_cast<size_t>(words.count("n m", 1, kMostMatrixSide));
  if (words.failed() || !looks_numeric(words.peek()) || looks_like_orlib_cap(source)) return false;
  const size_t figures = 2 + 2 * sites + customers + sites * customers;
  return figures <= source.text.size() && count_words(source.text, figures + 1) == figures;
}

Checked<Instance> read_sscflp(const Source& source) {
  Words words(source);
  CostTable table;
  table.sites = words.count("n m", 1, kMostMatrixSide);
  table.customers = words.count("n m", 1, kMostMatrixSide);
  if (!believable(table, words, "n m")) return words.problems();
  const auto sites = static_cast<size_t>(table.sites);
  const auto customers = static_cast<size_t>(table.customers);
  take(words, "capacity …", sites, table.capacity);
  take(words, "cost …", sites, table.opening);
  take(words, "demand …", customers, table.demand);
  take(words, "cost cost …", sites * customers, table.service);
  words.expect_end();
  if (words.failed()) return words.problems();
  Instance instance;
  if (Checked<void> taken = take_costs(table, source, instance); !taken)
    return tl::unexpected(taken.error());
  if (Checked<void> taken = take_capacities(table, source, instance); !taken)
    return tl::unexpected(taken.error());
  return instance;
}

}  // namespace dostyq::instances
