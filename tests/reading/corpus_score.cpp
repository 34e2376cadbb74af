// Prints how well a corpus of tests/reading is read: reading_score FILE [--misses]. The figures of
// docs/benchmarks.md.
#include <fmt/format.h>

#include <cstring>

#include "corpus.hpp"
#include "directive/names.hpp"

int main(int argc, char** argv) {
  using namespace dostyq;
  if (argc < 2) {
    fmt::print(stderr, "reading_score FILE [--misses]\n");
    return 2;
  }
  const auto programme = reading::default_programme();
  if (!programme) return 1;
  reading::Reader reader(*programme);
  const std::vector<trial::CorpusLine> corpus = trial::read_corpus(argv[1]);
  const auto print = [](std::string_view name, const trial::Score& s) {
    fmt::print("| {} | {} | {} | {} | {:.3f} | {:.3f} |\n", name, s.expected, s.found, s.right,
               s.recall(), s.precision());
  };
  for (const char* language : {"all", "kk", "ru", "en"}) {
    std::vector<trial::CorpusLine> part;
    for (const trial::CorpusLine& line : corpus) {
      if (std::strcmp(language, "all") == 0 || line.language == language) part.push_back(line);
    }
    const trial::CorpusScore score = trial::score(part, reader);
    fmt::print(
        "\n{}: {} sentences\n\n| what | expected | found | right | recall | precision "
        "|\n|---|---|---|---|---|---|\n",
        language, part.size());
    print("duties", score.orders);
    for (size_t i = 0; i < 4; ++i) print(directive::kModalityNames[i], score.modality[i]);
    print("lists of places", score.places);
    print("due dates", score.dues);
    if (argc > 2 && std::strcmp(language, "all") == 0) {
      for (const std::string& miss : score.misses) fmt::print(stderr, "{}\n", miss);
    }
  }
  return 0;
}
