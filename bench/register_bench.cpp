// The register alone: searching 100,000 records, starting with Kazakhstan's programme, a write.
// register_bench PROGRAMME_FOLDER DATABASE_FILE
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <vector>

#include "register/register.hpp"
#include "register/search.hpp"
#include "world/assemble.hpp"

using namespace dostyq;

namespace {

double ms_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
      .count();
}

void search() {
  const std::vector<std::string> words{"Қордай",  "достық", "медиатор", "Алматы",
                                       "облысы",  "сайрам", "клуб",     "orталық",
                                       "басылым", "жоспар", "халық",    "Ұйғыр"};
  registry::State state;
  uint32_t seed = 1;
  const auto next = [&] {
    return words[((seed = seed * 1664525 + 1013904223) >> 16) % words.size()];
  };
  for (int i = 1; i <= 100'000; ++i) {
    registry::Entry entry;
    entry.sequence = i;
    entry.version = 1;
    entry.table = "records" + std::to_string(i % 10);
    entry.record = "record-" + std::to_string(i);
    entry.cells["id"] = entry.record;
    entry.cells["name_kk"] = next() + " " + next();
    entry.cells["name_ru"] = next() + " " + next() + " " + std::to_string(i);
    entry.cells["note"] = next() + " " + next() + " " + next() + " " + next() + " " + next();
    state.apply(entry);
  }
  auto snapshot = std::make_shared<registry::Snapshot>();
  snapshot->state = std::move(state);
  auto begin = std::chrono::steady_clock::now();
  const registry::SearchIndex index(snapshot, nullptr);
  fmt::print("index of {} records made in {:.0f} ms\n", index.records(), ms_since(begin));
  for (const char* query :
       {"record-77777", "сайрам 99123", "достық медиатор", "а", "нет такого", "ХХХІІІ"}) {
    std::vector<double> times;
    size_t total = 0;
    for (int run = 0; run < 15; ++run) {
      begin = std::chrono::steady_clock::now();
      total = index.find(query, 20).total;
      times.push_back(ms_since(begin));
    }
    std::sort(times.begin(), times.end());
    fmt::print("search {:<24} {:>7} found   median {:.1f} ms   slowest {:.1f} ms\n", query, total,
               times[times.size() / 2], times.back());
  }
}

int start(const char* folder, const char* file) {
  const std::string address = std::string("sqlite:") + file;
  {
    auto database = store::Database::open(address);
    auto facts = registry::Register::open(*database);
    const auto files = world::read_folder(folder);
    if (!files) return 1;
    const auto begin = std::chrono::steady_clock::now();
    if (!(*facts)->import_files({"bench", Role::kAdministrator, ""}, *files, "bench")) return 1;
    fmt::print("import {:.0f} ms\n", ms_since(begin));
  }
  auto begin = std::chrono::steady_clock::now();
  auto database = store::Database::open(address);
  auto facts = registry::Register::open(*database);
  fmt::print("open with Kazakhstan's programme {:.0f} ms\n", ms_since(begin));
  const auto snapshot = (*facts)->now();
  for (int i = 0; i < 5; ++i) {
    const registry::Table& bodies = *(*facts)->now()->state.table("bodies");
    const registry::Record& body = *bodies.find("apk");
    registry::Change change{"bodies", "apk", false, bodies.cells(body), body.version};
    change.cells["kind"] = "assembly" + std::to_string(i);
    begin = std::chrono::steady_clock::now();
    if (!(*facts)->submit({"bench", Role::kSecretariat, ""}, {{change}, "bench", {}, 0})) return 1;
    fmt::print("write {:.0f} ms\n", ms_since(begin));
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  search();
  return argc > 2 ? start(argv[1], argv[2]) : 0;
}
