"""The relation model: one small encoder, read in two ways.

Read plain, it says of each word piece whether it tells of an act, of which type, mode and realis, and which pieces
name the source and the target of that act. Read with two parties marked, it says what the text reports between them.
"""

from __future__ import annotations

import torch
from torch import nn

from transforms.coding.encoding import REALIS

WIDTH = 384  # of all-MiniLM-L6-v2
_ROLE_WIDTH = 128


class RelationModel(nn.Module):
    """The encoder and its heads. B texts, L word pieces."""

    def __init__(self, encoder: nn.Module, n_types: int, n_modes: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.drop = nn.Dropout(0.1)
        self.types = nn.Linear(WIDTH, n_types)
        self.modes = nn.Linear(WIDTH, n_modes)
        self.realis = nn.Linear(WIDTH, len(REALIS))
        self.act_for_source, self.act_for_target = nn.Linear(WIDTH, _ROLE_WIDTH), nn.Linear(WIDTH, _ROLE_WIDTH)
        self.as_source, self.as_target = nn.Linear(WIDTH, _ROLE_WIDTH), nn.Linear(WIDTH, _ROLE_WIDTH)
        self.role_bias = nn.Parameter(torch.full((2,), -2.0))  # most words are no party
        self.pair = nn.Linear(3 * WIDTH, WIDTH)
        self.pair_types = nn.Linear(WIDTH, n_types)
        self.pair_modes = nn.Linear(WIDTH, n_modes)

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, source: torch.Tensor, target: torch.Tensor
    ) -> tuple[torch.Tensor, ...]:
        """Give logits: types, modes, realis (B, L, n); sources, targets (B, L, L), act first; pair types, modes (B, n).

        `source` and `target` (B) are the places of the opening markers, 0 where nothing is marked.
        """
        hidden = self.drop(self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=torch.zeros_like(ids))[0])
        sources = self.act_for_source(hidden) @ self.as_source(hidden).transpose(1, 2)
        targets = self.act_for_target(hidden) @ self.as_target(hidden).transpose(1, 2)
        scale = _ROLE_WIDTH**0.5
        at_source = hidden.gather(1, source[:, None, None].expand(-1, 1, WIDTH))[:, 0]
        at_target = hidden.gather(1, target[:, None, None].expand(-1, 1, WIDTH))[:, 0]
        pair = self.drop(torch.tanh(self.pair(torch.cat([hidden[:, 0], at_source, at_target], dim=1))))
        return (
            self.types(hidden),
            self.modes(hidden),
            self.realis(hidden),
            sources / scale + self.role_bias[0],
            targets / scale + self.role_bias[1],
            self.pair_types(pair),
            self.pair_modes(pair),
        )
