#include "travel/table_file.hpp"

#include <string>

namespace dostyq::travel {
namespace {

constexpr std::string_view kMagic = "DOSTYQTT1";

// Magic, SHA-256 of the rest, what it was made from, confidence, size, seconds row by row (-1:
// unreachable), in the machine's byte order: a cache stays on its machine.
template <typename T>
void append(std::string& bytes, const T& value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof(T));
}

template <typename T>
T take(std::string_view& bytes) {
  T value{};
  bytes.copy(reinterpret_cast<char*>(&value), sizeof(T));
  bytes.remove_prefix(sizeof(T));
  return value;
}

}  // namespace

Result<void> save_table(const Table& table, const io::Sha256& made_from,
                        const std::filesystem::path& path) {
  std::string body;
  append(body, made_from);
  append(body, static_cast<int32_t>(table.confidence()));
  append(body, static_cast<uint64_t>(table.size()));
  for (size_t i = 0; i < table.size(); ++i) {
    for (size_t j = 0; j < table.size(); ++j)
      append(body, int32_t{table.seconds(i, j).value_or(-1)});
  }
  std::string bytes(kMagic);
  append(bytes, io::sha256(body));
  return io::write_files({{path, bytes + body}});
}

std::optional<Table> open_table(const std::filesystem::path& path, const io::Sha256& made_from) {
  const Result<std::string> bytes = io::read_file(path);
  if (!bytes || !bytes->starts_with(kMagic)) return std::nullopt;
  std::string_view rest = std::string_view(*bytes).substr(kMagic.size());
  constexpr size_t kHead = 2 * sizeof(io::Sha256) + sizeof(int32_t) + sizeof(uint64_t);
  if (rest.size() < kHead) return std::nullopt;
  const auto checksum = take<io::Sha256>(rest);
  if (checksum != io::sha256(rest) || take<io::Sha256>(rest) != made_from) return std::nullopt;
  const auto confidence = static_cast<Confidence>(take<int32_t>(rest));
  const auto n = static_cast<size_t>(take<uint64_t>(rest));
  if (n > 0xffffffff || rest.size() != n * n * sizeof(int32_t)) return std::nullopt;
  Table table(n, confidence);
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j < n; ++j) {
      const auto seconds = take<int32_t>(rest);
      if (seconds >= 0) table.set(i, j, seconds);
    }
  }
  return table;
}

}  // namespace dostyq::travel
