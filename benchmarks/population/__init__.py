"""A thousand simulated people who train with the product as a person would: riddles, not demos.

What is true of a person and a bike (fitness, how an effort feels, what a level takes, when there is
time) is drawn from a seed and told to nobody. The product sees what it would see of a real person:
what they tell once, which keys they press, how they rate a ride. Afterwards both are compared.

    person.py   who they are          feeling.py    how an effort feels to them
    bike.py     what they ride        mind.py       what they see, set, answer and press
    riding.py   one ride              weeks.py      twelve weeks of rides, use case by use case
    records.py  what is remembered of them, truth beside plan
    judging.py  what a ride was       hills.py, loads.py, measures.py   what all that says
    figures.py  a figure              table.py      the figures as text
    crowd.py    many people at once   ablation.py   the same with a rule switched off

Every person is a pure function of a seed and a number.
"""
