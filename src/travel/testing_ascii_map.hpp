#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "travel/build_road_graph.hpp"

namespace dostyq::travel::testing {

/// A road network drawn as text, for tests:
///
///     A---B->-C
///     |       |
///     D-------E
///
/// Upper-case letters and digits are nodes, numbered as they are read. - and | are roads, > < ^ v
/// somewhere in one make it one-way; every character takes a second.
class AsciiMap {
 public:
  explicit AsciiMap(std::string_view text) {
    split(text);
    node_of_.fill(kNoNode);
    std::vector<Coordinate> nodes;
    for_each_node([&](int row, int column) {
      node_of_[static_cast<unsigned char>(at(row, column))] = static_cast<uint32_t>(nodes.size());
      nodes.push_back({column * 1000, -row * 1000});
    });
    std::vector<RoadArc> arcs;
    for_each_node([&](int row, int column) {
      follow(row, column, 0, 1, arcs);
      follow(row, column, 1, 0, arcs);
    });
    graph_ = make_road_graph(std::move(nodes), arcs);
  }

  const RoadGraph& graph() const { return graph_; }
  uint32_t operator[](char name) const {
    const uint32_t node = node_of_[static_cast<unsigned char>(name)];
    DOSTYQ_CHECK(node != kNoNode);
    return node;
  }

 private:
  static constexpr uint32_t kNoNode = 0xffffffff;

  static bool is_node(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

  void split(std::string_view text) {
    while (!text.empty()) {
      const size_t end = std::min(text.find('\n'), text.size());
      rows_.push_back(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  char at(int row, int column) const {
    if (static_cast<size_t>(row) >= rows_.size()) return ' ';
    const std::string_view line = rows_[static_cast<size_t>(row)];
    return static_cast<size_t>(column) < line.size() ? line[static_cast<size_t>(column)] : ' ';
  }

  template <typename Visit>
  void for_each_node(const Visit& visit) const {
    for (int row = 0; static_cast<size_t>(row) < rows_.size(); ++row) {
      const auto width = static_cast<int>(rows_[static_cast<size_t>(row)].size());
      for (int column = 0; column < width; ++column) {
        if (is_node(at(row, column))) visit(row, column);
      }
    }
  }

  // The road that leaves a node to the right (0, 1) or downwards (1, 0), if there is one.
  void follow(int row, int column, int down, int right, std::vector<RoadArc>& arcs) const {
    const uint32_t tail = (*this)[at(row, column)];
    const std::string_view pieces = down != 0 ? "|^v" : "-<>";
    bool there = true;
    bool back = true;
    uint32_t seconds = 0;
    while (true) {
      row += down;
      column += right;
      const char c = at(row, column);
      if (pieces.find(c) == std::string_view::npos) break;
      ++seconds;
      if (c == pieces[1]) there = false;
      if (c == pieces[2]) back = false;
    }
    if (seconds == 0) return;
    DOSTYQ_CHECK(is_node(at(row, column)));
    const uint32_t head = (*this)[at(row, column)];
    if (there) arcs.push_back({tail, head, seconds * 1000, 0, 0});
    if (back) arcs.push_back({head, tail, seconds * 1000, 0, 0});
  }

  std::vector<std::string_view> rows_;
  std::array<uint32_t, 256> node_of_{};
  RoadGraph graph_;
};

}  // namespace dostyq::travel::testing
