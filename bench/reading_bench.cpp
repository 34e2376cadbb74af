// How long a megabyte of text takes, in seconds of wall clock and of processor.
//   reading_bench PAGE ...              each page's text over and over (tests/reading/pages/*.txt)
//   reading_bench --varied SENTENCES .. a megabyte of each language's sentences in another order
//   each
//                                       time, with other numbers and names (tests/reading/*.txt),
//                                       and one of all three together; start-up included
#include <fmt/format.h>
#include <sys/resource.h>

#include <cctype>
#include <chrono>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "reading/reader.hpp"

namespace {

constexpr size_t kMegabyte = 1'000'000;

/// Wall clock and processor time since it was made.
class Watch {
 public:
  double wall() const { return std::chrono::duration<double>(Clock::now() - began_).count(); }
  double processor() const { return used() - used_; }

 private:
  using Clock = std::chrono::steady_clock;
  static double used() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
      return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
  }
  Clock::time_point began_ = Clock::now();
  double used_ = used();
};

std::string read(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// Sentences by language: the third field of "ru | ordered | ...".
std::map<std::string, std::vector<std::string>> sentences_of(int argc, char** argv) {
  std::map<std::string, std::vector<std::string>> found;
  for (int i = 2; i < argc; ++i) {
    std::ifstream file(argv[i]);
    for (std::string line; std::getline(file, line);) {
      const size_t second = line.find('|', line.find('|') + 1);
      if (line.starts_with('#') || second == std::string::npos) continue;
      found[line.substr(0, 2)].push_back(line.substr(second + 2));
      found["all"].push_back(line.substr(second + 2));
    }
  }
  return found;
}

/// Other figures, and every third word in the middle of a sentence with other letters at its end,
/// so that nearly no sentence comes twice.
std::string changed(const std::string& sentence, std::mt19937& random) {
  std::string out;
  size_t letters = 0;  // of the word
  for (size_t at = 0; at < sentence.size(); ++at) {
    const auto byte = static_cast<unsigned char>(sentence[at]);
    if (std::isdigit(byte) != 0) {
      out += static_cast<char>('1' + random() % 9);
    } else {
      if (byte == ' ' && letters > 6 && random() % 3 == 0) {
        const bool latin = static_cast<unsigned char>(out.back()) < 0x80;
        static constexpr const char* kCyrillic[] = {"ов", "ин", "ем", "ар", "ұл", "та"};
        static constexpr const char* kLatin[] = {"ov", "in", "er", "ar", "ul", "ta"};
        out += (latin ? kLatin : kCyrillic)[random() % 6];
      }
      out += sentence[at];
    }
    letters = byte == ' ' ? 0 : letters + 1;
  }
  return out;
}

std::string varied(const std::vector<std::string>& sentences, uint32_t seed) {
  std::mt19937 random(seed);
  std::string text = "24.04.2025\n";
  while (text.size() < kMegabyte) {
    for (int i = 0; i < 5; ++i)
      text += changed(sentences[random() % sentences.size()], random) + ' ';
    text += '\n';
  }
  return text;
}

int run_varied(int argc, char** argv) {
  uint32_t seed = 1;
  for (const auto& [language, sentences] : sentences_of(argc, argv)) {
    const std::string text = varied(sentences, seed++);
    const Watch whole;
    const auto programme = dostyq::reading::default_programme();
    if (!programme) return 1;
    dostyq::reading::Reader reader(*programme);
    const auto report = reader.read(text);
    if (!report) return 1;
    fmt::print("{}: {} bytes, {} statements, {:.3f} s, processor {:.3f} s, with start-up\n",
               language, text.size(), report->statements.size(), whole.wall(), whole.processor());
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 2 && std::strcmp(argv[1], "--varied") == 0) return run_varied(argc, argv);
  const auto programme = dostyq::reading::default_programme();
  if (!programme) return 1;
  for (int i = 1; i < argc; ++i) {
    const std::string page = read(argv[i]);
    if (page.empty()) return 2;
    std::string text;
    while (text.size() < kMegabyte) text += page;
    dostyq::reading::Reader reader(*programme);
    const Watch start;
    const auto first = reader.read(page);
    const double before = start.wall();
    const Watch whole;
    const auto report = reader.read(text);
    if (!first || !report) return 1;
    fmt::print(
        "{}: {} bytes, {} statements, {:.3f} s, processor {:.3f} s; tables and dictionaries "
        "before it {:.3f} s\n",
        argv[i], text.size(), report->statements.size(), whole.wall(), whole.processor(), before);
  }
  return 0;
}
